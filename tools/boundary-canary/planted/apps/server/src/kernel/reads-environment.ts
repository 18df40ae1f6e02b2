// rejected by oxlint: node(no-process-env)
export const port = process.env["PORT"];
