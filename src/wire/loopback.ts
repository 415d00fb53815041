/** Whether a host, as `URL` writes it, is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return loopback.test(hostname);
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
