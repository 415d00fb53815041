export type { SandboxAnswer, SandboxFault, SandboxFaultName } from './fault.js';
export { createSandbox, type Sandbox } from './sandbox.js';
export type { SandboxFetch, SandboxResponse } from './sandbox-fetch.js';
export type { SandboxServer } from './server.js';
