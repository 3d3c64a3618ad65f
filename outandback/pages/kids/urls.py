from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("kids/<str:token>/", views.kids, name="kids"),
    path("boards/", views.boards, name="boards"),
    path("boards/new/", views.board_new, name="board-new"),
    path("boards/goodbyes/", views.goodbyes, name="goodbyes"),
    path("boards/<uuid:board_id>/", views.board, name="board"),
    path("boards/<uuid:board_id>/card/", views.card, name="board-card"),
    path("boards/<uuid:board_id>/link/", views.new_link, name="board-link"),
    path("boards/<uuid:board_id>/taking-down/", views.taking_down, name="board-taking-down"),
    path("leaves/<uuid:leave_id>/board/", views.leave_board, name="leave-board"),
]
