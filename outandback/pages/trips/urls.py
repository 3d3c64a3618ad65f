from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("trips/", views.trips, name="trips"),
    path("trips/new/", views.trip_new, name="trip-new"),
    path("trips/<uuid:trip_id>/", views.trip, name="trip"),
    path("trips/<uuid:trip_id>/change/", views.trip_change, name="trip-change"),
    path("trips/<uuid:trip_id>/removal/", views.trip_removal, name="trip-removal"),
    path("trips/<uuid:trip_id>/hours/", views.hours_new, name="trip-hours-new"),
    path("trips/<uuid:trip_id>/telling/", views.telling, name="trip-telling"),
    path("trips/<uuid:trip_id>/no-telling/", views.telling_removal, name="trip-telling-removal"),
    path("trips/hours/<uuid:leave_id>/", views.hours, name="trip-hours"),
]
