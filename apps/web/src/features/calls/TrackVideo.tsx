import { useEffect, useRef, type Ref } from "react";
import { joinClasses } from "#kernel/class-names";

type TrackVideoProps = {
  track: MediaStreamTrack;
  /** One's own picture is seen as in a mirror. */
  mirrored?: boolean;
  label: string;
  className?: string;
  ref?: Ref<HTMLVideoElement>;
};

/** A picture without its sound. It lets go of the track when it leaves the screen. */
export function TrackVideo({ track, mirrored = false, label, className, ref }: TrackVideoProps) {
  const element = useRef<HTMLVideoElement | null>(null);

  useEffect(() => {
    const video = element.current;
    if (video === null) return;
    video.srcObject = new MediaStream([track]);
    // Refused only when the element is gone again before it could play.
    video.play().catch(() => undefined);
    return () => {
      video.srcObject = null;
    };
  }, [track]);

  return (
    <video
      ref={(video) => {
        element.current = video;
        if (typeof ref === "function") ref(video);
        else if (ref) ref.current = video;
      }}
      muted
      playsInline
      disablePictureInPicture
      aria-label={label}
      className={joinClasses("size-full object-cover", mirrored && "-scale-x-100", className)}
    />
  );
}
