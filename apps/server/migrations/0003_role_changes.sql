-- A change of role, whoever makes it, reaches all nodes at once: the person's sessions are marked as
-- stale and told on the channel where revocations are told. Their cookies, which carry the old role,
-- are then looked up instead of believed.
CREATE FUNCTION mark_sessions_stale() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  session_id uuid;
BEGIN
  FOR session_id IN
    UPDATE sessions SET stale_at = now() WHERE user_id = NEW.id AND revoked_at IS NULL RETURNING id
  LOOP
    PERFORM pg_notify('parley_sessions', json_build_object('stale', json_build_array(session_id))::text);
  END LOOP;
  RETURN NULL;
END;
$$;

CREATE TRIGGER account_role_changed
  AFTER UPDATE OF role ON accounts
  FOR EACH ROW WHEN (OLD.role IS DISTINCT FROM NEW.role)
  EXECUTE FUNCTION mark_sessions_stale();
