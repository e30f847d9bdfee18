import { InvalidArgumentError } from '../chat/errors.js';
import { checkSwitch } from './check-switch.js';
import { customEndpoint } from './custom-endpoint.js';
import { partitionOf, type Partition } from './partition.js';

/** Where the service is. */
export interface EndpointConfig {
  /** AWS region, such as `us-west-2`. Either this or `endpoint`, not both. */
  readonly region?: string | undefined;
  /** Base URL of the service, where it is not the region's own. */
  readonly endpoint?: string | undefined;
  /** @defaultValue `false` */
  readonly useFipsEndpoint?: boolean | undefined;
  /** @defaultValue `false` */
  readonly useDualstackEndpoint?: boolean | undefined;
}

const regionalEndpoint = (region: string, partition: Partition, isFips: boolean, isDualStack: boolean): string => {
  const suffix = isDualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
  const isPlain = !isFips || (partition.hasPlainFips === true && !isDualStack);
  return `https://participant.connect${isPlain ? '' : '-fips'}.${region}.${suffix}`;
};

/**
 * Says where the participant service is, as a base URL without a slash at its end. Throws an
 * {@link InvalidArgumentError} that names the field.
 */
export const participantEndpoint = (config: EndpointConfig): string => {
  const { region, endpoint, useFipsEndpoint = false, useDualstackEndpoint = false } = config;
  checkSwitch('useFipsEndpoint', useFipsEndpoint);
  checkSwitch('useDualstackEndpoint', useDualstackEndpoint);
  if (endpoint !== undefined) {
    // One of them would be ignored, and nobody says which.
    if (region !== undefined) throw new InvalidArgumentError('region', 'cannot be combined with endpoint');
    if (useFipsEndpoint) throw new InvalidArgumentError('useFipsEndpoint', 'cannot be combined with endpoint');
    if (useDualstackEndpoint)
      throw new InvalidArgumentError('useDualstackEndpoint', 'cannot be combined with endpoint');
    return customEndpoint(endpoint);
  }
  if (region === undefined) throw new InvalidArgumentError('region', 'or endpoint must be given');
  const partition = partitionOf(region);
  if (partition === undefined) throw new InvalidArgumentError('region', 'must be an AWS region, such as us-west-2');
  return regionalEndpoint(region, partition, useFipsEndpoint, useDualstackEndpoint);
};
