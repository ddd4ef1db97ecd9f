"""The tables of the application store, as they are after the last migration; days are day numbers, times seconds since 1970."""

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, MetaData, String, Table

NAMES = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"})

WAVE = Table(
    "wave",
    NAMES,
    Column("name", String(64), primary_key=True),
    Column("audience", String(16), nullable=False),
    Column("seed", Integer, nullable=False),
    Column("forms", String, nullable=False),
    Column("opens_day", Integer, nullable=False),
    Column("closes_day", Integer, nullable=False),
    Column("sent_day", Integer),
    Column("closed_day", Integer),
    Column("key_id", String(8), nullable=False),
    Column("invited", Integer),
    Column("answered", Integer),
)
"""One row is a wave. `forms` is a JSON list of lists of questions; `invited` and `answered` are counted when it closes."""

ASKED = Table(
    "asked",
    NAMES,
    Column("wave", String(64), primary_key=True),
    Column("person", Integer, primary_key=True),
    Column("form", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("day", Integer, nullable=False, index=True),
)
"""One row is a person who was chosen for a wave, with the number of the form and the seconds that it takes: so that nobody is
asked too much, and nobody the same again. It says nothing of whether the person answered."""

INVITATION = Table(
    "invitation",
    NAMES,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("wave", String(64), nullable=False, index=True),
    Column("form", Integer, nullable=False),
    Column("respondent", String(32)),
    Column("answered", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""One row is a link. Of its token only the hash is stored; `respondent` is the keyed number that stands for the person in this
wave alone, and is taken out when the link is used."""

REPLY = Table(
    "reply",
    NAMES,
    Column("respondent", String(32), primary_key=True),
    Column("item", String(160), primary_key=True),
    Column("wave", String(64), nullable=False, index=True),
    Column("value", Float, nullable=False),
    Column("day", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""One row is an answer that has not become a fact yet; when its wave closes, it does, and the row is deleted."""

TIME_TAKEN = Table(
    "time_taken",
    NAMES,
    Column("mark", String(32), primary_key=True),
    Column("wave", String(64), nullable=False, index=True),
    Column("seconds", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""One row is how long somebody took from opening a wave's form to sending it; `mark` is random and points at nobody."""

SIGN_IN_LINK = Table(
    "sign_in_link",
    NAMES,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("person", Integer, nullable=False, index=True),
    Column("made_at", Integer, nullable=False),
    Column("used", Boolean, nullable=False),
)
"""One row is a link that signs a person in once; of its token only the hash is stored."""

SESSION = Table(
    "session",
    NAMES,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("person", Integer, nullable=False, index=True),
    Column("roles", String, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("since", Integer, nullable=False),
)
"""One row is somebody who is signed in, with the roles that they had then; `shown` where a demo shows a role."""

ROLE_GIVEN = Table(
    "role_given",
    NAMES,
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("role", String(32), primary_key=True),
    Column("given_at", Integer, nullable=False),
)
"""One row is a role that a person was given."""

OWN_LOOK = Table(
    "own_look",
    NAMES,
    Column("number", Integer, primary_key=True),
    Column("person", Integer, nullable=False, index=True),
    Column("who", String(64), nullable=False),
    Column("what", String(160), nullable=False),
    Column("at", Integer, nullable=False),
)
"""One row is a look at a person's data, written before it was shown."""

CONTEST = Table(
    "contest",
    NAMES,
    Column("number", Integer, primary_key=True),
    Column("person", Integer, nullable=False, index=True),
    Column("about", String(64), nullable=False),
    Column("said", String(2000), nullable=False),
    Column("at", Integer, nullable=False),
    Column("answer", String(2000)),
    Column("answered_at", Integer),
)
"""One row is what a person says is wrong about what is stored of them, and what was answered."""

PROGRAMME = Table(
    "programme",
    NAMES,
    Column("name", String(64), primary_key=True),
    Column("stage", String(16), nullable=False),
    Column("declared", String, nullable=False),
    Column("created_day", Integer, nullable=False),
    Column("start_day", Integer),
    Column("seed", Integer),
    Column("digest", String(64)),
    Column("power", String),
    Column("signed", String),
)
"""One row is a programme: `declared` and `power` are JSON, `digest` is the hash of its frozen assignment, `signed` why it was
started though it cannot answer."""

PROGRAMME_TEAM = Table(
    "programme_team",
    NAMES,
    Column("programme", String(64), primary_key=True),
    Column("team", String(256), primary_key=True),
    Column("arm", String(16), nullable=False),
    Column("start_day", Integer),
    Column("stratum", String(256), nullable=False),
    Column("block", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""One row is a team in an arm; `start_day` is null for who never starts, `block` a pair or a wave."""

PROGRAMME_LOG = Table(
    "programme_log",
    NAMES,
    Column("programme", String(64), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("by", String(64), nullable=False),
    Column("what", String(400), nullable=False),
    Column("digest", String(64), nullable=False),
    sqlite_with_rowid=False,
)
"""One row is a change of a programme; `digest` is the hash of the row and of the one before it."""

POD = Table(
    "pod",
    NAMES,
    Column("pod", String(16), primary_key=True),
    Column("programme", String(64), nullable=False, index=True),
    Column("start_day", Integer, nullable=False),
    Column("weeks", Integer, nullable=False),
    Column("behaviours", Integer, nullable=False),
    Column("task", String(64), nullable=False),
)
"""One row is a pod: its first day, for how many weeks it meets, and how many new behaviours each member tries."""

POD_MEMBER = Table(
    "pod_member",
    NAMES,
    Column("pod", String(16), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("person", Integer, nullable=False, index=True),
    Column("leads", Boolean, nullable=False),
    Column("token_hash", LargeBinary(32), index=True),
    Column("agreed_day", Integer),
    sqlite_with_rowid=False,
)
"""One row is somebody's place in a pod. Nothing is kept of what they do there before they agree; of their link only the hash."""

POD_ENTRY = Table(
    "pod_entry",
    NAMES,
    Column("pod", String(16), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("week", Integer, primary_key=True),
    Column("item", String(64), primary_key=True),
    Column("value", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""One row is what a member of a pod said in a week: the number of a commitment, whether it was kept, a behaviour that was tried,
an answer of the exit interview. It never leaves the pod."""

PRACTICE_STEP = Table(
    "practice_step",
    NAMES,
    Column("number", Integer, primary_key=True),
    Column("person", Integer, nullable=False, index=True),
    Column("item", String(160), nullable=False),
    Column("step", String(16), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("at", Integer, nullable=False),
    Column("propensity", Float),
    Column("among", Integer),
    Column("reason", String(16)),
)
"""One row is a step of somebody with an item of the library: offered, opened, tried, done or shared; `propensity` is the chance
with which it was chosen `among` so many, and `reason` why, where it was chosen."""

RECALL_CARD = Table(
    "recall_card",
    NAMES,
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("item", String(160), primary_key=True),
    Column("card", String, nullable=False),
    Column("due_at", Integer, nullable=False, index=True),
)
"""One row is a question that comes back to somebody; `card` is the scheduler's own text."""

DRILL_ATTEMPT = Table(
    "drill_attempt",
    NAMES,
    Column("number", Integer, primary_key=True),
    Column("person", Integer, nullable=False, index=True),
    Column("item", String(160), nullable=False),
    Column("seeded", Boolean, nullable=False),
    Column("polished", Boolean, nullable=False),
    Column("ai_free", Boolean, nullable=False),
    Column("opened_at", Integer, nullable=False),
    Column("answered_at", Integer),
    Column("confidence", Integer),
    Column("action", String(16)),
    Column("located", Boolean),
    Column("fixed", Boolean),
    Column("minutes", Integer),
)
"""One row is somebody's answer to one AI output of a drill or a lesson: `confidence` in six steps (0: surely sound, 5: surely
wrong), the first `action`, whether the place and the fix were right, and the `minutes` of work that it won or lost. What
people wrote is marked and not kept."""

PREFERENCE = Table(
    "preference",
    NAMES,
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("nudges", Boolean, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("quiet_from", Integer, nullable=False),
    Column("quiet_to", Integer, nullable=False),
    Column("minutes_from_utc", Integer, nullable=False),
)
"""One row is how somebody wants to be reached; nobody is reached who chose nothing."""

OUTBOX = Table(
    "outbox",
    NAMES,
    Column("number", Integer, primary_key=True),
    Column("person", Integer, nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("key", String(160), nullable=False, unique=True),
    Column("message", String, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("next_at", Integer, nullable=False),
    Column("token", String(32), nullable=False),
    Column("token_hash", LargeBinary(32), nullable=False, index=True),
    Column("remote", String(200)),
    Column("made_at", Integer, nullable=False),
    Column("settled_at", Integer),
)
"""One row is a message to a person; `key` makes it one, so that it goes out once; `token` comes back with answers to it, and
opens nothing but that message; `remote` is the channel's own name of it."""

CHAT_EVENT = Table(
    "chat_event",
    NAMES,
    Column("key", String(200), primary_key=True),
    Column("at", Integer, nullable=False),
)
"""One row is something that a chat service told us, by its own id: it may tell it again, and it counts once."""

CONVERSATION = Table(
    "conversation",
    NAMES,
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("channel", String(16), primary_key=True),
    Column("reference", String, nullable=False),
    Column("at", Integer, nullable=False),
)
"""One row is where a person can be written to in a chat service that allows it only after they wrote first."""
