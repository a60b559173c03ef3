// Generated from schemas/ by `npm run generate`. Do not edit.
export interface ValidationError {
  instancePath: string;
  keyword: string;
  message?: string;
  params: Record<string, unknown>;
  /** The key that is wrong by itself. */
  propertyName?: string;
}
export interface Validator {
  (data: unknown): boolean;
  errors?: ValidationError[] | null;
}
export const amendment: Validator;
export const endpointEvent: Validator;
export const loggedModel: Validator;
export const manifest: Validator;
export const modelEvent: Validator;
export const modelVersion: Validator;
export const policy: Validator;
export const recallEvent: Validator;
export const run: Validator;
