/** Plain data that Plotly takes for traces, axes, shapes and notes. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Part = { readonly [key: string]: Json };
