const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Whether a host is this machine, so that what is sent there in clear stays here. Takes the `hostname` of a `URL`, which
 * has one spelling of each address; a name that only begins like one of these is another host.
 */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);
