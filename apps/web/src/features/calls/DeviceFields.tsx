import type { DeviceChoice, LocalMedia } from "@parley/client/calls/views";
import type { CallMedia } from "@parley/protocol/calls";
import { useClient } from "#kernel/client";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { Field } from "#ui/Field";
import { Icon } from "#ui/Icon";
import { DeviceProblems } from "./DeviceProblems.tsx";
import { MicLevel } from "./MicLevel.tsx";

type DeviceFieldsProps = { media: CallMedia; local: LocalMedia | null; peerName: string };

/** Which microphone, camera and speaker are used, and what is wrong with them. */
export function DeviceFields({ media, local, peerName }: DeviceFieldsProps) {
  const { calls } = useClient();
  const devices = useObservable(calls.devices);
  // Until the browser has told its devices, there is room for all of them: nothing moves under the pointer.
  const areKnown = devices.mics.length + devices.cams.length + devices.speakers.length > 0;
  return (
    <div className="grid gap-4">
      {local && <DeviceProblems local={local} peerName={peerName} />}
      <DeviceField
        label={m.calls_mic()}
        choices={devices.mics}
        chosen={devices.micId}
        nameNumber={(number) => m.calls_mic_numbered({ number })}
        onChoose={(id) => void calls.chooseDevice("mic", id)}
      >
        {local?.mic !== false && <MicLevel track={local?.micTrack ?? null} />}
      </DeviceField>
      {media === "video" && (
        <DeviceField
          label={m.calls_cam()}
          choices={devices.cams}
          chosen={devices.camId}
          nameNumber={(number) => m.calls_cam_numbered({ number })}
          onChoose={(id) => void calls.chooseDevice("cam", id)}
        />
      )}
      {"setSinkId" in HTMLMediaElement.prototype && (!areKnown || devices.speakers.length > 0) && (
        <DeviceField
          label={m.calls_speaker()}
          choices={devices.speakers}
          chosen={devices.speakerId}
          nameNumber={(number) => m.calls_speaker_numbered({ number })}
          onChoose={(id) => void calls.chooseDevice("speaker", id)}
        />
      )}
    </div>
  );
}

type DeviceFieldProps = {
  label: string;
  choices: readonly DeviceChoice[];
  chosen: string | null;
  /** What a device is called whose name the browser does not tell. */
  nameNumber: (number: number) => string;
  onChoose: (id: string) => void;
  children?: React.ReactNode;
};

function DeviceField({ label, choices, chosen, nameNumber, onChoose, children }: DeviceFieldProps) {
  return (
    <Field label={label}>
      {(aria) => (
        <>
          <span className="relative block">
            <select
              {...aria}
              value={chosen ?? choices[0]?.id ?? ""}
              disabled={choices.length === 0}
              onChange={(event) => onChoose(event.currentTarget.value)}
              className="h-11 w-full appearance-none truncate rounded-md bg-surface ps-3 pe-9 text-md text-fg inset-ring inset-ring-border-strong disabled:bg-sunken disabled:text-fg-disabled pointer-coarse:text-[1rem]"
            >
              {choices.map((choice, index) => (
                <option key={choice.id} value={choice.id}>
                  {choice.label === "" ? nameNumber(index + 1) : choice.label}
                </option>
              ))}
            </select>
            <Icon
              name="chevron-down"
              size={16}
              className="pointer-events-none absolute end-3 top-1/2 -translate-y-1/2 text-fg-muted"
            />
          </span>
          {children}
        </>
      )}
    </Field>
  );
}
