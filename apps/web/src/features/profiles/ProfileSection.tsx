import { useState, type FormEvent } from "react";
import { Link } from "#ui/Link";
import { describeProblem } from "#kernel/problem-text";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { Banner } from "#ui/Banner";
import { Button } from "#ui/Button";
import { TextAreaField } from "#ui/TextAreaField";
import { TextField } from "#ui/TextField";
import { SettingsSection } from "./SettingsSection.tsx";
import { TimeZoneField } from "./TimeZoneField.tsx";
import { useProfileForm } from "./use-profile-form.ts";

/** Name, username, a word about oneself, place and time zone. */
export function ProfileSection() {
  const me = useMe();
  const { fields, faults, error, state, isDirty, change, save, undo } = useProfileForm();
  const [isUsernameShown, setIsUsernameShown] = useState(false);

  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    save();
  }

  return (
    <SettingsSection title={m.profiles_section_profile()}>
      <div className="mb-4 flex items-center gap-3.5 [--row-bg:var(--bg-thread)]">
        <Avatar name={fields.name} avatarUrl={me.avatarUrl} size={64} />
        <p className="min-w-0">
          <bdi className="block truncate font-serif text-lg leading-6 font-[600]">
            {fields.name}
          </bdi>
          <Link href={`/people/${me.id}`} quiet className="text-sm">
            {m.profiles_see_profile()}
          </Link>
        </p>
      </div>
      <form noValidate onSubmit={handleSubmit} className="grid grid-cols-[minmax(0,1fr)] gap-4.5">
        <TextField
          label={m.profiles_name()}
          autoComplete="name"
          value={fields.name}
          onValueChange={(name) => change({ name })}
          error={faults.name ?? null}
        />
        <TextField
          label={m.profiles_username()}
          dir="ltr"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={fields.username}
          onFocus={() => setIsUsernameShown(true)}
          onValueChange={(username) => change({ username: username.toLowerCase() })}
          error={faults.username ?? null}
          {...(isUsernameShown && faults.username === undefined
            ? { hint: m.profiles_username_rule() }
            : {})}
        />
        <TextAreaField
          label={m.profiles_bio()}
          rows={4}
          value={fields.bio}
          onValueChange={(bio) => change({ bio })}
          error={faults.bio ?? null}
        />
        <TextField
          label={m.profiles_place()}
          autoComplete="address-level2"
          value={fields.place}
          onValueChange={(place) => change({ place })}
          error={faults.place ?? null}
        />
        <TimeZoneField
          value={fields.timeZone}
          onValueChange={(timeZone) => change({ timeZone })}
          error={faults.timeZone ?? null}
        />
        {error !== null && Object.keys(faults).length === 0 && (
          <Banner tone="error">{describeProblem(error)}</Banner>
        )}
        <div className="flex flex-wrap items-center gap-2">
          <Button
            type="submit"
            variant="primary"
            disabled={!isDirty}
            loading={state === "saving"}
            loadingLabel={m.profiles_saving()}
          >
            {m.profiles_save()}
          </Button>
          {isDirty && (
            <Button variant="quiet" onClick={undo}>
              {m.profiles_undo()}
            </Button>
          )}
          <p role="status" className="text-sm text-fg-subtle">
            {state === "saved" && !isDirty && m.profiles_saved()}
          </p>
        </div>
      </form>
    </SettingsSection>
  );
}
