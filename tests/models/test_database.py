"""Opening, migrating, transactions: a database file is never lost and never half new."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import apsw
import pytest

from models.database import MIGRATIONS, Database, DatabaseError
from tests.conftest import ROOT

SCHEMA = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name"
NEWEST = max(int(script.name[:4]) for script in MIGRATIONS.glob("*.sql"))
SPEC_COLUMNS = {
    "users": "id email password_hash email_verified created_at last_login",
    "user_api_keys": "id user_id provider api_key_encrypted is_valid is_preferred service_type last_validated",
    "conversation_sessions": "id user_id scenario_id session_type transcript feedback duration turn_count status "
    "created_at completed_at",
    "scenarios": "id name description category session_type persona_prompt context_prompt sample_topics created_at",
}


@pytest.fixture
def scripts(tmp_path) -> Path:
    """A migrations folder of the test's own, at version 1."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001-notes.sql").write_text("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('old');")
    return folder


def add_second(scripts: Path, sql: str = "ALTER TABLE notes ADD COLUMN size INTEGER DEFAULT 7;") -> None:
    (scripts / "0002-more.sql").write_text(sql)


def backups(tmp_path: Path) -> list[Path]:
    return list(tmp_path.glob("talk-before-*.db"))


def test_a_fresh_file_gets_the_newest_version_and_no_backup(tmp_path):
    db = Database(tmp_path / "deep" / "folder" / "talk.db")
    assert db.value("PRAGMA user_version") == NEWEST
    assert [file.name for file in db.path.parent.glob("*.db")] == ["talk.db"]
    db.close()


def test_opening_it_again_changes_nothing(tmp_path):
    db = Database(tmp_path / "talk.db")
    db.run("INSERT INTO notes (name, value) VALUES ('kept', 'yes')")
    schema = db.column(SCHEMA)
    db.close()
    db = Database(tmp_path / "talk.db")
    assert db.value("SELECT value FROM notes WHERE name = 'kept'") == "yes"
    assert db.column(SCHEMA) == schema
    assert not backups(tmp_path)
    db.close()


@pytest.mark.parametrize("table", SPEC_COLUMNS)
def test_the_specs_tables_have_every_column_of_the_spec(db, table):
    there = set(db.column("SELECT name FROM pragma_table_info(?)", table))
    assert set(SPEC_COLUMNS[table].split()) <= there


def test_commits_are_safe_against_a_power_cut_and_foreign_keys_hold(db):
    assert db.value("PRAGMA journal_mode") == "wal"
    assert db.value("PRAGMA synchronous") == 2, "FULL"
    with pytest.raises(apsw.ConstraintError):
        db.run("INSERT INTO signins (token_hash, user_id) VALUES ('x', 99)")


def test_an_upgrade_keeps_the_rows_and_a_whole_copy_of_the_old_file(tmp_path, scripts):
    Database(tmp_path / "talk.db", scripts).close()
    add_second(scripts)
    db = Database(tmp_path / "talk.db", scripts)
    assert list(db._conn.execute("SELECT text, size FROM notes")) == [("old", 7)]
    assert db.value("PRAGMA user_version") == 2
    db.close()
    (copy,) = backups(tmp_path)
    with sqlite3.connect(copy) as old:
        assert old.execute("SELECT * FROM notes").fetchall() == [("old",)]
        assert old.execute("PRAGMA user_version").fetchone() == (1,)
        assert old.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    old.close()


def test_several_versions_are_caught_up_in_their_order(tmp_path, scripts):
    Database(tmp_path / "talk.db", scripts).close()
    (scripts / "0010-last.sql").write_text("UPDATE notes SET size = size + 1;")
    add_second(scripts)
    db = Database(tmp_path / "talk.db", scripts)
    assert (db.value("SELECT size FROM notes"), db.value("PRAGMA user_version")) == (8, 10)
    db.close()


def test_a_failing_migration_leaves_the_old_version_whole(tmp_path, scripts):
    Database(tmp_path / "talk.db", scripts).close()
    add_second(scripts, "ALTER TABLE notes ADD COLUMN size; DELETE FROM notes; INSERT INTO nowhere VALUES (1);")
    with pytest.raises((DatabaseError, apsw.Error)):
        Database(tmp_path / "talk.db", scripts)
    (scripts / "0002-more.sql").unlink()
    db = Database(tmp_path / "talk.db", scripts)
    assert db.column("SELECT name FROM pragma_table_info('notes')") == ["text"]
    assert db.value("SELECT text FROM notes") == "old"
    db.close()


def test_a_failed_upgrade_can_be_tried_again_at_once(tmp_path, scripts):
    Database(tmp_path / "talk.db", scripts).close()
    add_second(scripts, "INSERT INTO nowhere VALUES (1);")
    with pytest.raises((DatabaseError, apsw.Error)):
        Database(tmp_path / "talk.db", scripts)
    add_second(scripts)
    db = Database(tmp_path / "talk.db", scripts)
    assert db.value("SELECT size FROM notes") == 7
    db.close()


def test_processes_that_upgrade_at_the_same_time_all_start(tmp_path, scripts):
    Database(tmp_path / "talk.db", scripts).close()
    add_second(scripts)
    code = (
        "import sys; from pathlib import Path; from models.database import Database; print('ready', flush=True); "
        "sys.stdin.readline(); print(Database(Path(sys.argv[1]), Path(sys.argv[2])).value('SELECT size FROM notes'))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "talk.db"), str(scripts)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    started = [subprocess.Popen(command, cwd=ROOT, text=True, **pipes) for _ in range(4)]
    assert [process.stdout.readline() for process in started] == ["ready\n"] * 4
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=20) for process in started]
    assert [printed for printed, _ in ended] == ["7\n"] * 4, [errors[-300:] for _, errors in ended]


def test_a_database_of_a_newer_program_is_refused_and_not_touched(tmp_path, scripts):
    add_second(scripts)
    Database(tmp_path / "talk.db", scripts).close()
    (scripts / "0002-more.sql").unlink()
    with pytest.raises(DatabaseError, match="newer TalkBuddy"):
        Database(tmp_path / "talk.db", scripts)
    add_second(scripts)
    db = Database(tmp_path / "talk.db", scripts)
    assert db.value("PRAGMA user_version") == 2
    db.close()


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path):
    (tmp_path / "talk.db").write_text("Dear diary, this is not a database. " * 50)
    with pytest.raises(DatabaseError, match="talk.db"):
        Database(tmp_path / "talk.db")
    assert (tmp_path / "talk.db").read_text().startswith("Dear diary")


def test_what_fails_in_a_transaction_leaves_nothing_behind(db):
    with pytest.raises(ZeroDivisionError), db.transaction():
        db.run("INSERT INTO notes (name, value) VALUES ('half', 'done')")
        assert 1 / 0
    assert db.value("SELECT count(*) FROM notes") == 0
    with db.transaction():
        db.run("INSERT INTO notes (name, value) VALUES ('all', 'done')")
    assert db.value("SELECT count(*) FROM notes") == 1


def test_a_writer_waits_for_another_ones_transaction(tmp_path):
    one, other = Database(tmp_path / "talk.db"), Database(tmp_path / "talk.db")
    with one.transaction():
        one.run("INSERT INTO notes (name, value) VALUES ('first', 'x')")
        waiting = threading.Thread(target=lambda: other.run("INSERT INTO notes (name, value) VALUES ('second', 'x')"))
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive()
    waiting.join(5)
    assert one.column("SELECT name FROM notes ORDER BY name") == ["first", "second"]
    one.close()
    other.close()


def test_todays_tables_are_made_by_an_upgrade_from_every_older_version(tmp_path):
    """Whatever version a self-hoster has, they end with the tables of a fresh installation."""
    fresh = Database(tmp_path / "fresh.db")
    schema = fresh.column(SCHEMA)
    fresh.close()
    for script in sorted(MIGRATIONS.glob("*.sql")):
        older = tmp_path / script.stem
        older.mkdir()
        for known in MIGRATIONS.glob("*.sql"):
            if known.name <= script.name:
                shutil.copy(known, older)
        Database(older / "talk.db", older).close()
        upgraded = Database(older / "talk.db")
        assert upgraded.column(SCHEMA) == schema
        upgraded.close()
