-- ---------------------------------------------------------------- calls

-- version rises at each transition, epoch when the media is built anew. One live call a conversation.
CREATE TABLE calls (
  id uuid PRIMARY KEY,
  conversation_id uuid NOT NULL REFERENCES conversations (id),
  media text NOT NULL CHECK (media IN ('voice', 'video')),
  state text NOT NULL CHECK (state IN ('ringing', 'active', 'ended')),
  reason text CHECK (
    reason IN ('completed', 'declined', 'busy', 'cancelled', 'timeout', 'failed', 'lost', 'not-allowed')
  ),
  version integer NOT NULL,
  epoch integer NOT NULL,
  transport text NOT NULL CHECK (transport IN ('mesh', 'sfu')),
  started_by uuid NOT NULL REFERENCES people (user_id),
  ring_until timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  CHECK ((state = 'ended') = (reason IS NOT NULL)),
  CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
  CHECK ((state = 'ringing') = (ring_until IS NOT NULL))
);
CREATE UNIQUE INDEX calls_live ON calls (conversation_id) WHERE state <> 'ended';
CREATE INDEX calls_ringing ON calls (ring_until) WHERE state = 'ringing';
-- Whether these people have spoken before.
CREATE INDEX calls_completed ON calls (conversation_id) WHERE reason = 'completed';

-- device names the session and its tab. ended_at is the call's, for the list of a person's calls.
CREATE TABLE call_participants (
  call_id uuid NOT NULL REFERENCES calls (id),
  user_id uuid NOT NULL REFERENCES people (user_id),
  state text NOT NULL CHECK (
    state IN ('invited', 'ringing', 'joined', 'left', 'declined', 'missed', 'busy')
  ),
  join_id uuid,
  device text,
  lease_until timestamptz,
  mic boolean NOT NULL DEFAULT false,
  cam boolean NOT NULL DEFAULT false,
  screen boolean NOT NULL DEFAULT false,
  hand boolean NOT NULL DEFAULT false,
  ended_at timestamptz,
  -- A missed call that the person has not looked at.
  is_unseen boolean NOT NULL DEFAULT false,
  PRIMARY KEY (call_id, user_id),
  CHECK (state <> 'joined' OR (join_id IS NOT NULL AND device IS NOT NULL AND lease_until IS NOT NULL))
);
-- Ringing, calling and being in a call are all busy.
CREATE UNIQUE INDEX call_participants_live ON call_participants (user_id)
  WHERE state IN ('ringing', 'joined');
CREATE INDEX call_participants_ended ON call_participants (user_id, ended_at DESC, call_id DESC)
  WHERE ended_at IS NOT NULL;
CREATE INDEX call_participants_unseen ON call_participants (user_id) WHERE is_unseen;

-- What became of the call, in a message of kind 'call'.
ALTER TABLE messages ADD COLUMN call jsonb;
ALTER TABLE messages ADD CHECK ((kind = 'call') = (call IS NOT NULL));
