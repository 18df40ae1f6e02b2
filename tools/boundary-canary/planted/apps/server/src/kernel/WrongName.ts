// rejected by oxlint: unicorn(filename-case)
export const wrongName = "modules are kebab-case";
