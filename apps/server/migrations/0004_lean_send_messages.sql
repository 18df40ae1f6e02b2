-- Messages are the hot path, and checking two references of each cost as much as storing it: every
-- check locks a row. Nothing is lost: a message is stored only where the sender's row in members
-- stands, and that row has both references.
ALTER TABLE messages
  DROP CONSTRAINT messages_conversation_id_fkey,
  DROP CONSTRAINT messages_sender_id_fkey;

-- The same function with the same answers (see 0002), for a fraction of its cost: each message is
-- looked up by indexes and numbered by windows, so that no list of the batch is joined with itself.
--
-- The settings make one plan, whatever the statistics say: the tables may be empty when a connection
-- makes its plan and hold millions of rows a day later.
CREATE OR REPLACE FUNCTION send_messages(
  p_senders uuid[],
  p_conversations uuid[],
  p_ids uuid[],
  p_kinds text[],
  p_bodies text[],
  p_langs text[]
) RETURNS TABLE (
  place integer,
  outcome text,
  seq integer,
  ver integer,
  at timestamptz,
  row_ver integer,
  row_kind text,
  row_body text,
  row_lang text,
  row_reply_to uuid,
  row_edited_at timestamptz,
  row_deleted_at timestamptz,
  member_ids uuid[]
)
LANGUAGE plpgsql
VOLATILE
SET lock_timeout = '2s'
SET plan_cache_mode = 'force_generic_plan'
SET enable_hashjoin = 'off'
SET enable_mergejoin = 'off'
SET enable_seqscan = 'off'
AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz;
BEGIN
  PERFORM 1 FROM conversations c WHERE c.id = ANY (p_conversations) ORDER BY c.id FOR NO KEY UPDATE;
  v_now := clock_timestamp();

  RETURN QUERY
  -- What is there already and who asks.
  WITH known AS (
    SELECT g.place::integer AS place, g.sender_id, g.conversation_id, g.id, g.kind, g.body, g.lang,
      c.seq AS seq_before, c.ver AS ver_before, greatest(v_now, c.last_at) AS at,
      member.user_id IS NOT NULL AS is_known,
      held.sender_id AS held_by, held.seq AS held_seq, held.first_ver AS held_first_ver,
      held.at AS held_at, held.ver AS held_ver, held.kind AS held_kind, held.body AS held_body,
      held.lang AS held_lang, held.reply_to AS held_reply_to, held.edited_at AS held_edited_at,
      held.deleted_at AS held_deleted_at,
      held.sender_id IS NULL AND coalesce(member.role IS NOT NULL AND member.can_send, false) AS is_new
    FROM unnest(p_senders, p_conversations, p_ids, p_kinds, p_bodies, p_langs)
      WITH ORDINALITY AS g (sender_id, conversation_id, id, kind, body, lang, place)
    LEFT JOIN conversations c ON c.id = g.conversation_id
    LEFT JOIN members member ON member.conversation_id = g.conversation_id AND member.user_id = g.sender_id
    LEFT JOIN messages held ON held.conversation_id = g.conversation_id AND held.id = g.id
  ),
  -- The same id may stand twice in one batch: the first that may be sent counts.
  sorted AS (
    SELECT k.*, k.is_new AND row_number() OVER same = 1 AS is_first,
      row_number() OVER same > 1 AND first_value(k.is_new) OVER same
        AND first_value(k.place) OVER same < k.place AS is_behind,
      first_value(k.place) OVER same AS first_place,
      first_value(k.sender_id) OVER same AS first_sender,
      first_value(k.kind) OVER same AS first_kind,
      first_value(k.body) OVER same AS first_body,
      first_value(k.lang) OVER same AS first_lang
    FROM known k
    WINDOW same AS (PARTITION BY k.conversation_id, k.id ORDER BY k.is_new DESC, k.place)
  ),
  numbered AS MATERIALIZED (
    SELECT s.*, (count(*) FILTER (WHERE s.is_first) OVER inside)::integer AS number,
      row_number() OVER inside AS position
    FROM sorted s
    WINDOW inside AS (PARTITION BY s.conversation_id ORDER BY s.place)
  ),
  raised AS (
    UPDATE conversations c
    SET seq = c.seq + added.total, ver = c.ver + added.total, last_at = added.at
    FROM (
      SELECT n.conversation_id, max(n.number) AS total, max(n.at) AS at
      FROM numbered n WHERE n.is_first GROUP BY n.conversation_id
    ) added
    WHERE c.id = added.conversation_id
  ),
  inserted AS (
    INSERT INTO messages (conversation_id, id, sender_id, seq, ver, first_ver, at, kind, body, lang)
    SELECT n.conversation_id, n.id, n.sender_id, n.seq_before + n.number, n.ver_before + n.number,
      n.ver_before + n.number, n.at, n.kind, n.body, n.lang
    FROM numbered n WHERE n.is_first
  )
  SELECT n.place,
    CASE
      WHEN NOT n.is_known THEN 'not_member'
      WHEN n.held_by = n.sender_id THEN 'duplicate'
      WHEN n.held_by IS NOT NULL THEN 'taken'
      WHEN n.is_first THEN 'sent'
      WHEN n.is_behind AND n.first_sender = n.sender_id THEN 'duplicate'
      WHEN n.is_behind THEN 'taken'
      ELSE 'cannot_write'
    END,
    coalesce(n.held_seq, n.seq_before + n.own_number),
    coalesce(n.held_first_ver, n.ver_before + n.own_number),
    coalesce(n.held_at, n.at),
    coalesce(n.held_ver, n.ver_before + n.own_number),
    coalesce(n.held_kind, n.first_kind),
    CASE WHEN n.held_by IS NOT NULL THEN n.held_body WHEN n.is_behind THEN n.first_body END,
    CASE WHEN n.held_by IS NOT NULL THEN n.held_lang WHEN n.is_behind THEN n.first_lang END,
    n.held_reply_to, n.held_edited_at, n.held_deleted_at,
    CASE WHEN n.position = 1 THEN ARRAY(
      SELECT m.user_id FROM members m
      WHERE m.conversation_id = n.conversation_id AND m.role IS NOT NULL
      ORDER BY m.user_id)
    END
  FROM (
    SELECT numbered.*,
      -- Looked up only behind another of the same id, which is rare.
      CASE WHEN is_behind
        THEN (SELECT first.number FROM numbered first WHERE first.place = numbered.first_place)
        ELSE numbered.number
      END AS own_number
    FROM numbered
  ) n
  ORDER BY n.place;
END;
$$;
