export const ERRORS = {
  NOT_FOUND: { status: 404, title: "There is nothing here." },
  BUSY: { status: 503, title: "The server is busy." },
  INTERNAL: { status: 500, title: "Something went wrong." },
};
