"""What is sealed otherwise than in a sealed column: under a link, a code, or the server's key."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outandback.rooms.people.models import Person

SECRET = "a link, a code and a secret of an authenticator"
CODE, KEY = bytes(range(16)), bytes(range(32))


def fill_boxes(person: Person, row_of: Any) -> dict[str, Any]:
    """`row_of` answers a row of a model. Answers what was sealed, by table, column and row."""
    from allauth.mfa.models import Authenticator

    from outandback.pages.sign_in.adapters import MfaAdapter
    from outandback.rooms.board.models import BoardWords, SleepsBoard
    from outandback.rooms.feeds.models import Feed
    from outandback.rooms.notify.models import Address, Subscription
    from outandback.rooms.notify.queries import put_address
    from outandback.rooms.people.models import Invitation
    from outandback.vault import seal

    board, phone, invitation = map(row_of, (SleepsBoard, Subscription, Invitation))
    feed = row_of(Feed)
    feed.seal_snapshot(SECRET, {"one": ("To the sea", "2026-06-01")})
    shown = BoardWords("Ro", child="Mika", ritual="Wave twice", sentences={"one": "To the sea"})
    board.seal_snapshot(SECRET, shown)
    address = Address("https://push.example/one", p256dh="a key", auth="a secret")
    put_address(phone, address)
    invitation.box = seal.code_slot(CODE, KEY, invitation.place())
    for row in (board, feed, phone, invitation):
        row.save()
    data = {"secret": MfaAdapter().encrypt(SECRET)}
    second = Authenticator.objects.create(user=person, type="totp", data=data)
    return {
        f"board_sleepsboard.snapshot {board.pk}": asdict(shown),
        f"feeds_feed.snapshot {feed.pk}": {"one": ["To the sea", "2026-06-01"]},
        f"notify_subscription.box {phone.pk}": asdict(address),
        f"people_invitation.box {invitation.pk}": KEY.hex(),
        f"mfa_authenticator.data {second.pk}": SECRET,
    }


def open_box(name: str, pk: str) -> Any:
    from allauth.mfa.models import Authenticator

    from outandback.pages.sign_in.adapters import MfaAdapter
    from outandback.rooms.board.models import SleepsBoard
    from outandback.rooms.feeds.models import Feed
    from outandback.rooms.notify.models import Subscription
    from outandback.rooms.notify.queries import address_of
    from outandback.rooms.people.models import Invitation
    from outandback.vault import seal

    if name == "board_sleepsboard.snapshot":
        return asdict(SleepsBoard.objects.get(pk=pk).words_behind(SECRET))
    if name == "feeds_feed.snapshot":
        return Feed.objects.get(pk=pk).titles_behind(SECRET)
    if name == "notify_subscription.box":
        return asdict(address_of(Subscription.objects.get(pk=pk)))
    if name == "people_invitation.box":
        row = Invitation.objects.get(pk=pk)
        return seal.open_code_slot(bytes(row.box), CODE, row.place()).hex()
    return MfaAdapter().decrypt(Authenticator.objects.get(pk=pk).data["secret"])
