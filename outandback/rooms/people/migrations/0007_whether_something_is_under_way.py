
from django.db import migrations, models


def note_recoveries(apps: object, schema_editor: object) -> None:
    """Recoveries that wait already go on showing."""
    waiting = apps.get_model("people", "Recovery").objects.filter(called_off_at=None, used_at=None)
    people = apps.get_model("people", "Person").objects
    people.filter(pk__in=waiting.values("person")).update(under_way=True)


class Migration(migrations.Migration):
    dependencies = [("people", "0006_keep_invitations_with_their_person")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="under_way",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(note_recoveries, migrations.RunPython.noop),
    ]
