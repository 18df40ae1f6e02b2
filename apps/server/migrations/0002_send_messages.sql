-- Rows that changed after they were first sent: what somebody who left must hear of.
CREATE INDEX messages_changed ON messages (conversation_id, ver) WHERE ver > first_ver;

-- Stores a batch of messages, any conversations and senders mixed, and answers one row for each in
-- the order given. outcome: sent, duplicate, taken (the id is another sender's), cannot_write,
-- not_member. A duplicate carries its first seq and ver, and in row_* the message as it is now.
-- member_ids stands on the first row of each conversation: those who are members now.
--
-- The locks are a statement of their own: the statement after it sees, on a fresh snapshot, all that
-- was committed while it waited. In one statement a retry would not see the copy it waited for.
-- A conversation that somebody holds for longer than the short lock timeout fails its batch, which is
-- then tried message by message: the others go on.
CREATE FUNCTION send_messages(
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
AS $$
#variable_conflict use_column
BEGIN
  PERFORM 1 FROM conversations c WHERE c.id = ANY (p_conversations) ORDER BY c.id FOR NO KEY UPDATE;

  RETURN QUERY
  WITH given AS MATERIALIZED (
    SELECT g.place::integer AS place, g.sender_id, g.conversation_id, g.id, g.kind, g.body, g.lang
    FROM unnest(p_senders, p_conversations, p_ids, p_kinds, p_bodies, p_langs)
      WITH ORDINALITY AS g (sender_id, conversation_id, id, kind, body, lang, place)
  ),
  -- What is there already and who asks.
  known AS MATERIALIZED (
    SELECT g.*, held.sender_id AS held_by, held.seq AS held_seq, held.first_ver AS held_first_ver,
      held.at AS held_at, held.ver AS held_ver, held.kind AS held_kind, held.body AS held_body,
      held.lang AS held_lang, held.reply_to AS held_reply_to, held.edited_at AS held_edited_at,
      held.deleted_at AS held_deleted_at, member.user_id IS NOT NULL AS is_known,
      coalesce(member.role IS NOT NULL AND member.can_send, false) AS may_send
    FROM given g
    LEFT JOIN members member ON member.conversation_id = g.conversation_id AND member.user_id = g.sender_id
    LEFT JOIN messages held ON held.conversation_id = g.conversation_id AND held.id = g.id
  ),
  -- The same id may stand twice in one batch: the first that may be sent counts.
  fresh AS MATERIALIZED (
    SELECT DISTINCT ON (k.conversation_id, k.id) k.conversation_id, k.id, k.place, k.sender_id, k.kind, k.body, k.lang
    FROM known k
    WHERE k.held_by IS NULL AND k.may_send
    ORDER BY k.conversation_id, k.id, k.place
  ),
  numbered AS (
    SELECT f.*, row_number() OVER (PARTITION BY f.conversation_id ORDER BY f.place)::integer AS number FROM fresh f
  ),
  added AS (
    SELECT f.conversation_id, count(*)::integer AS total FROM fresh f GROUP BY f.conversation_id
  ),
  raised AS (
    UPDATE conversations c
    SET seq = c.seq + added.total, ver = c.ver + added.total, last_at = greatest(clock_timestamp(), c.last_at)
    FROM added WHERE c.id = added.conversation_id
    RETURNING c.id, c.seq - added.total AS seq_before, c.ver - added.total AS ver_before, c.last_at
  ),
  inserted AS (
    INSERT INTO messages (conversation_id, id, sender_id, seq, ver, first_ver, at, kind, body, lang)
    SELECT n.conversation_id, n.id, n.sender_id, r.seq_before + n.number, r.ver_before + n.number,
      r.ver_before + n.number, r.last_at, n.kind, n.body, n.lang
    FROM numbered n JOIN raised r ON r.id = n.conversation_id
    RETURNING conversation_id, id, seq, ver, at
  ),
  present AS (
    SELECT m.conversation_id, array_agg(m.user_id ORDER BY m.user_id) AS ids
    FROM members m
    WHERE m.conversation_id = ANY (p_conversations) AND m.role IS NOT NULL
    GROUP BY m.conversation_id
  )
  SELECT k.place,
    CASE
      WHEN NOT k.is_known THEN 'not_member'
      WHEN k.held_by = k.sender_id THEN 'duplicate'
      WHEN k.held_by IS NOT NULL THEN 'taken'
      WHEN f.place = k.place THEN 'sent'
      WHEN f.place < k.place AND f.sender_id = k.sender_id THEN 'duplicate'
      WHEN f.place < k.place THEN 'taken'
      ELSE 'cannot_write'
    END,
    coalesce(k.held_seq, i.seq), coalesce(k.held_first_ver, i.ver), coalesce(k.held_at, i.at),
    coalesce(k.held_ver, i.ver),
    coalesce(k.held_kind, f.kind),
    CASE WHEN k.held_by IS NOT NULL THEN k.held_body WHEN f.place < k.place THEN f.body END,
    CASE WHEN k.held_by IS NOT NULL THEN k.held_lang WHEN f.place < k.place THEN f.lang END,
    k.held_reply_to, k.held_edited_at, k.held_deleted_at,
    CASE WHEN row_number() OVER (PARTITION BY k.conversation_id ORDER BY k.place) = 1 THEN p.ids END
  FROM known k
  LEFT JOIN fresh f ON f.conversation_id = k.conversation_id AND f.id = k.id
  LEFT JOIN inserted i ON i.conversation_id = f.conversation_id AND i.id = f.id
  LEFT JOIN present p ON p.conversation_id = k.conversation_id
  ORDER BY k.place;
END;
$$;
