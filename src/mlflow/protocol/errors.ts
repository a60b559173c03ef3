/** MLflow's error codes that we answer with, and their HTTP status. The client decides by the code, and retries by the status. */
const STATUS = {
  BAD_REQUEST: 400,
  INVALID_PARAMETER_VALUE: 400,
  RESOURCE_ALREADY_EXISTS: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  ENDPOINT_NOT_FOUND: 404,
  RESOURCE_DOES_NOT_EXIST: 404,
  RESOURCE_CONFLICT: 409,
  INTERNAL_ERROR: 500,
  NOT_IMPLEMENTED: 501,
  TEMPORARILY_UNAVAILABLE: 503,
  /** A disk that is full: the one 5xx beside 501 that the client does not try again. */
  DATA_LOSS: 507,
} as const;

export type ProtocolCode = keyof typeof STATUS;

/** A call that is refused. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: ProtocolCode;

  /** @param message begins with MLflow's own sentence where it has one; what is ours comes behind it */
  constructor(code: ProtocolCode, message: string) {
    super(message);
    this.code = code;
  }

  get status(): number {
    return STATUS[this.code];
  }

  get body(): { error_code: ProtocolCode; message: string } {
    return { error_code: this.code, message: this.message };
  }
}

export function invalid(message: string): ProtocolError {
  return new ProtocolError('INVALID_PARAMETER_VALUE', message);
}

export function missing(message: string): ProtocolError {
  return new ProtocolError('RESOURCE_DOES_NOT_EXIST', message);
}
