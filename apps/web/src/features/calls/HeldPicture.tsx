import { useLayoutEffect, useRef, type RefObject } from "react";

type HeldPictureProps = { picture: RefObject<HTMLVideoElement | null> };

/** Small, as it is drawn blurred. */
const WIDTH = 320;

/** The last picture before the connection dropped, held while it is built anew. */
export function HeldPicture({ picture }: HeldPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);

  useLayoutEffect(() => {
    const video = picture.current;
    const pen = canvas.current?.getContext("2d");
    if (!canvas.current || !pen || !video || video.videoWidth === 0) return;
    canvas.current.width = WIDTH;
    canvas.current.height = Math.round((WIDTH * video.videoHeight) / video.videoWidth);
    pen.drawImage(video, 0, 0, canvas.current.width, canvas.current.height);
  }, [picture]);

  return (
    <canvas
      ref={canvas}
      aria-hidden="true"
      data-decoration
      width={1}
      height={1}
      className="absolute inset-0 size-full scale-125 bg-stage-surface object-cover blur-[26px] brightness-[.55] grayscale-[.9]"
    />
  );
}
