/**
 * How a file is written: which parser reads it. What reads the file (compose, a CI service, a settings loader)
 * is its role; see role.ts.
 */
export type Kind =
  | 'python'
  | 'dotenv'
  | 'ini'
  | 'toml'
  | 'yaml'
  | 'json'
  | 'dockerfile'
  | 'procfile'
  | 'requirements'
  /** Text of any other sort: only rules about any text read it. */
  | 'text';
