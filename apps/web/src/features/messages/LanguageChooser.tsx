import { inkOf, type Ink } from "#kernel/ink";
import { languageName, shortCode } from "#kernel/languages";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { Icon } from "#ui/Icon";
import { LanguageBadge } from "#ui/LanguageBadge";
import { Menu, type MenuTriggerProps } from "#ui/Menu";

type LanguageChooserProps = {
  code: string | null;
  chosen: string | null;
  codes: readonly string[];
  onChoose: (code: string | null) => void;
};

/** The language that the message is marked with: told from the text, or said here. */
export function LanguageChooser({ code, chosen, codes, onChoose }: LanguageChooserProps) {
  const me = useMe();
  return (
    <Menu
      label={m.messages_language()}
      align="start"
      side="top"
      entries={[
        {
          label: m.messages_language_detect(),
          checked: chosen === null,
          onSelect: () => onChoose(null),
        },
        "separator",
        ...codes.map((each) => ({
          label: languageName(each),
          checked: chosen === each,
          onSelect: () => onChoose(each),
        })),
      ]}
      trigger={drawTrigger(code, inkOf(code, me), chosen !== null)}
    />
  );
}

/** Draws the button; what it says depends on who told the language. */
function drawTrigger(code: string | null, ink: Ink, isChosen: boolean) {
  const language = code === null ? m.messages_language_none() : languageName(code);
  // What can be read on the button is part of its name, so that it can be asked for by voice.
  const shown = code === null ? language : `${shortCode(code)} ${language}`;
  const label = isChosen
    ? m.messages_language_chosen({ language: shown })
    : m.messages_language_detected({ language: shown });
  return (trigger: MenuTriggerProps) => (
    <button
      type="button"
      {...trigger}
      aria-label={label}
      className="hit inline-flex flex-none items-center gap-[7px] rounded-sm text-xs leading-none text-fg-subtle hover:text-fg"
    >
      {code === null ? (
        <Icon name="languages" size={16} />
      ) : (
        <LanguageBadge code={code} ink={ink} />
      )}{" "}
      <span className="max-sm:hidden">{language}</span>
      <Icon name="chevron-down" size={13} className="max-sm:hidden" />
    </button>
  );
}
