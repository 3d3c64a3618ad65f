from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("loop/spans/", views.spans, name="spans"),
    path("loop/spans/new/", views.span_new, name="span-new"),
    path("loop/spans/<uuid:span_id>/", views.span, name="span"),
    path("loop/spans/<uuid:span_id>/removal/", views.span_removal, name="span-removal"),
]
