from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("together/", views.together, name="together"),
    path("together/ideas/", views.ideas, name="ideas"),
    path("together/ideas/<uuid:idea_id>/", views.idea, name="idea"),
    path("together/ideas/<uuid:idea_id>/taking-away/", views.idea_taking_away, name="idea-away"),
]
