// rejected by oxfmt: format
export const unformatted   = { 'quotes' : 'single' }
