-- Identity of this database's history: another epoch tells clients to start afresh.
CREATE TABLE instance (
  "only" boolean PRIMARY KEY DEFAULT true CHECK ("only"),
  epoch uuid NOT NULL,
  system_identifier text NOT NULL,
  timeline integer NOT NULL
);

-- ---------------------------------------------------------------- kernel: limits and personal changes

CREATE UNLOGGED TABLE limits (
  key text PRIMARY KEY,
  window_start timestamptz NOT NULL,
  hits integer NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX limits_expires_at ON limits (expires_at);

-- One row a person; user_ver counts what is theirs alone or concerns them.
CREATE TABLE people (
  user_id uuid PRIMARY KEY,
  user_ver integer NOT NULL DEFAULT 0
);

-- One row an entity that concerns the person; the row itself is read from its feature.
CREATE TABLE person_changes (
  user_id uuid NOT NULL REFERENCES people (user_id),
  kind text NOT NULL,
  id uuid NOT NULL,
  ver integer NOT NULL,
  gone boolean NOT NULL,
  PRIMARY KEY (user_id, kind, id)
);
CREATE UNIQUE INDEX person_changes_ver ON person_changes (user_id, ver);

-- ---------------------------------------------------------------- accounts

CREATE TABLE accounts (
  id uuid PRIMARY KEY REFERENCES people (user_id),
  email text NOT NULL UNIQUE,
  password_hash text NOT NULL,
  role text NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'moderator', 'admin')),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES accounts (id),
  device_name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  -- When the person's role last changed: cookies from before are looked up.
  stale_at timestamptz
);
CREATE INDEX sessions_live ON sessions (user_id) WHERE revoked_at IS NULL;
CREATE INDEX sessions_revoked ON sessions (revoked_at) WHERE revoked_at IS NOT NULL;
CREATE INDEX sessions_stale ON sessions (stale_at) WHERE stale_at IS NOT NULL;

CREATE TABLE tokens (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES accounts (id),
  name text NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX tokens_live ON tokens (user_id) WHERE revoked_at IS NULL;

-- A code sent by mail. The pending password hash stays here until this very challenge is proven.
-- A decoy has no code that could match: it stands in where an answer would reveal an account.
CREATE TABLE challenges (
  id uuid PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('signup', 'reset')),
  email text NOT NULL,
  user_id uuid REFERENCES accounts (id),
  name text,
  password_hash text,
  code_hmac bytea,
  tries_left integer NOT NULL,
  sent_count integer NOT NULL DEFAULT 1,
  sent_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  consumed_at timestamptz
);
CREATE INDEX challenges_expires_at ON challenges (expires_at);

-- ---------------------------------------------------------------- profiles

CREATE TABLE profiles (
  user_id uuid PRIMARY KEY REFERENCES people (user_id),
  username text NOT NULL UNIQUE CHECK (username ~ '^[a-z0-9_.]{3,30}$'),
  name text NOT NULL,
  -- Words of name and username folded for search: lower case, without accents, one space between.
  search text NOT NULL,
  avatar_url text,
  bio text NOT NULL DEFAULT '',
  place text NOT NULL DEFAULT '',
  time_zone text,
  onboarded boolean NOT NULL DEFAULT false,
  ver integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX profiles_words ON profiles USING gin (array_to_tsvector(string_to_array(search, ' ')));

CREATE TABLE languages (
  user_id uuid NOT NULL REFERENCES profiles (user_id),
  code text NOT NULL,
  side text NOT NULL CHECK (side IN ('speaks', 'learns')),
  level text NOT NULL CHECK (level IN ('A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'native')),
  position integer NOT NULL,
  PRIMARY KEY (user_id, code),
  CHECK (side = 'speaks' OR level <> 'native')
);
CREATE INDEX languages_by_code ON languages (side, code, level, user_id);

CREATE TABLE settings (
  user_id uuid PRIMARY KEY REFERENCES profiles (user_id),
  theme text NOT NULL DEFAULT 'system' CHECK (theme IN ('light', 'dark', 'sepia', 'contrast', 'system')),
  language text NOT NULL DEFAULT 'en',
  sounds boolean NOT NULL DEFAULT true,
  receipts boolean NOT NULL DEFAULT true,
  typing boolean NOT NULL DEFAULT true,
  presence boolean NOT NULL DEFAULT true
);

-- ---------------------------------------------------------------- friends

CREATE TABLE friend_requests (
  id uuid PRIMARY KEY,
  from_id uuid NOT NULL REFERENCES people (user_id),
  to_id uuid NOT NULL REFERENCES people (user_id),
  message text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'accepted', 'refused', 'cancelled')),
  answered_at timestamptz,
  CHECK (from_id <> to_id)
);
-- One pending request a pair, whichever side asks.
CREATE UNIQUE INDEX friend_requests_pending ON friend_requests (LEAST(from_id, to_id), GREATEST(from_id, to_id))
  WHERE state = 'pending';
CREATE INDEX friend_requests_to ON friend_requests (to_id) WHERE state = 'pending';
CREATE INDEX friend_requests_from ON friend_requests (from_id) WHERE state = 'pending';

-- One row a friendship; low_id < high_id.
CREATE TABLE friendships (
  low_id uuid NOT NULL REFERENCES people (user_id),
  high_id uuid NOT NULL REFERENCES people (user_id),
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (low_id, high_id),
  CHECK (low_id < high_id)
);
CREATE INDEX friendships_high ON friendships (high_id);

CREATE TABLE blocks (
  blocker_id uuid NOT NULL REFERENCES people (user_id),
  blocked_id uuid NOT NULL REFERENCES people (user_id),
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (blocker_id, blocked_id),
  CHECK (blocker_id <> blocked_id)
);
CREATE INDEX blocks_blocked ON blocks (blocked_id);

-- ---------------------------------------------------------------- conversations

-- seq counts messages, ver counts shared changes; row_ver is the ver that last touched the row's own fields.
CREATE TABLE conversations (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('direct', 'group')),
  title text,
  direct_key text UNIQUE,
  seq integer NOT NULL DEFAULT 0,
  ver integer NOT NULL DEFAULT 1,
  row_ver integer NOT NULL DEFAULT 1,
  last_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind = 'direct') = (direct_key IS NOT NULL))
);

CREATE TABLE members (
  conversation_id uuid NOT NULL REFERENCES conversations (id),
  user_id uuid NOT NULL REFERENCES people (user_id),
  role text CHECK (role IN ('owner', 'admin', 'member')),
  ver integer NOT NULL,
  join_ver integer NOT NULL,
  left_ver integer,
  left_seq integer,
  can_send boolean NOT NULL,
  PRIMARY KEY (conversation_id, user_id),
  CHECK ((role IS NULL) = (left_seq IS NOT NULL))
);
CREATE INDEX members_by_user ON members (user_id);

-- Receipts stand apart, so that reading never waits for sending.
CREATE TABLE receipt_counters (
  conversation_id uuid PRIMARY KEY REFERENCES conversations (id),
  receipt_ver integer NOT NULL DEFAULT 0,
  -- receipt_ver at the last change of who may see whose receipts
  vis_ver integer NOT NULL DEFAULT 0
);

CREATE TABLE receipts (
  conversation_id uuid NOT NULL REFERENCES conversations (id),
  user_id uuid NOT NULL REFERENCES people (user_id),
  delivered integer NOT NULL DEFAULT 0,
  read integer NOT NULL DEFAULT 0,
  receipt_ver integer NOT NULL DEFAULT 0,
  PRIMARY KEY (conversation_id, user_id),
  CHECK (0 <= read AND read <= delivered)
);

-- ---------------------------------------------------------------- messages

-- first_* is what the first commit said, for retries; ver is the change that last touched the row.
CREATE TABLE messages (
  conversation_id uuid NOT NULL REFERENCES conversations (id),
  id uuid NOT NULL,
  sender_id uuid NOT NULL REFERENCES people (user_id),
  seq integer NOT NULL,
  ver integer NOT NULL,
  first_ver integer NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL CHECK (kind IN ('text', 'system', 'call')),
  body text,
  lang text,
  reply_to uuid,
  edited_at timestamptz,
  deleted_at timestamptz,
  PRIMARY KEY (conversation_id, id),
  UNIQUE (conversation_id, seq),
  CHECK (deleted_at IS NULL OR body IS NULL)
);
CREATE UNIQUE INDEX messages_ver ON messages (conversation_id, ver);
