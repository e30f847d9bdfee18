/** A part of AWS with its own names. */
export interface Partition {
  readonly region: RegExp;
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
  /** Whether FIPS hosts exist only for dual stack; without it the plain host is the FIPS host. */
  readonly hasPlainFips?: true;
}

/** Source: `partitions.json` and the endpoint rules of the service in the AWS SDKs. */
const PARTITIONS: ReadonlyArray<Partition> = [
  {
    region: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com',
    dualStackDnsSuffix: 'api.aws',
  },
  {
    region: /^cn-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com.cn',
    dualStackDnsSuffix: 'api.amazonwebservices.com.cn',
  },
  {
    region: /^us-gov-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com',
    dualStackDnsSuffix: 'api.aws',
    hasPlainFips: true,
  },
  {
    region: /^eusc-de-\w+-\d+$/,
    dnsSuffix: 'amazonaws.eu',
    dualStackDnsSuffix: 'api.amazonwebservices.eu',
  },
  {
    region: /^us-iso-\w+-\d+$/,
    dnsSuffix: 'c2s.ic.gov',
    dualStackDnsSuffix: 'api.aws.ic.gov',
  },
  {
    region: /^us-isob-\w+-\d+$/,
    dnsSuffix: 'sc2s.sgov.gov',
    dualStackDnsSuffix: 'api.aws.scloud',
  },
  {
    region: /^eu-isoe-\w+-\d+$/,
    dnsSuffix: 'cloud.adc-e.uk',
    dualStackDnsSuffix: 'api.cloud-aws.adc-e.uk',
  },
  {
    region: /^us-isof-\w+-\d+$/,
    dnsSuffix: 'csp.hci.ic.gov',
    dualStackDnsSuffix: 'api.aws.hci.ic.gov',
  },
];

/** Finds the partition of a region; `undefined` for what is no region, such as the cell codes of the console's URLs. */
export const partitionOf = (region: unknown): Partition | undefined =>
  PARTITIONS.find((partition) => typeof region === 'string' && partition.region.test(region));
