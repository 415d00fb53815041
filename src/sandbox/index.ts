/**
 * The API's endpoint for tests, in memory or on a loopback port.
 *
 * @module viber-mailing/sandbox
 */

export type { FaultOptions, SandboxAnswer, SandboxFault, SandboxFaultName } from './fault.js';
export type { SandboxFetch, SandboxResponse } from './fetch.js';
export { createSandbox, type Sandbox } from './sandbox.js';
export type { SandboxServer } from './server.js';
