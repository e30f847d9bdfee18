import { ConnectParticipantClient } from '@aws-sdk/client-connectparticipant';
import { participantEndpoint } from '../../lib/protocol/participant-endpoint.js';
import { refusalOf } from './refusal-of.js';

/** What the SDK's own rules say. */
const resolved = (Region: string, UseFIPS: boolean, UseDualStack: boolean): string => {
  const client = new ConnectParticipantClient({ region: Region });
  const { url } = client.config.endpointProvider({ Region, UseFIPS, UseDualStack });
  return url.origin;
};

const REGIONS = [
  'af-south-1',
  'ap-northeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-west-2',
  'il-central-1',
  'me-south-1',
  'mx-central-1',
  'sa-east-1',
  'us-east-1',
  'us-west-2',
  'us-nowhere-99',
  'cn-north-1',
  'cn-northwest-1',
  'us-gov-west-1',
  'us-gov-east-1',
  'eusc-de-east-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eu-isoe-west-1',
  'us-isof-south-1',
];

describe('participantEndpoint', () => {
  it.each([
    [{ region: 'us-west-2' }, 'https://participant.connect.us-west-2.amazonaws.com'],
    [{ region: 'us-west-2', useFipsEndpoint: true }, 'https://participant.connect-fips.us-west-2.amazonaws.com'],
    [{ region: 'us-west-2', useDualstackEndpoint: true }, 'https://participant.connect.us-west-2.api.aws'],
    [{ region: 'cn-north-1' }, 'https://participant.connect.cn-north-1.amazonaws.com.cn'],
    [{ region: 'us-gov-west-1', useFipsEndpoint: true }, 'https://participant.connect.us-gov-west-1.amazonaws.com'],
    [
      { region: 'us-gov-east-1', useFipsEndpoint: true, useDualstackEndpoint: true },
      'https://participant.connect-fips.us-gov-east-1.api.aws',
    ],
  ])('resolves %j', (config, endpoint) => {
    expect(participantEndpoint(config)).toBe(endpoint);
  });

  it.each(
    REGIONS.flatMap((region) =>
      [false, true].flatMap((fips) => [false, true].map((dualStack) => [region, fips, dualStack] as const)),
    ),
  )('agrees with the SDK on %s, FIPS %s, dual stack %s', (region, useFipsEndpoint, useDualstackEndpoint) => {
    expect(participantEndpoint({ region, useFipsEndpoint, useDualstackEndpoint })).toBe(
      resolved(region, useFipsEndpoint, useDualstackEndpoint),
    );
  });

  it.each([
    'https://chat.example.com',
    'https://a1b2.execute-api.us-west-2.amazonaws.com/prod',
    'http://127.0.0.1:8787',
    'http://127.8.9.10:1',
    'http://localhost:8787',
    'http://[::1]:8787',
  ])('takes %s as it is', (endpoint) => {
    expect(participantEndpoint({ endpoint })).toBe(endpoint);
    expect(participantEndpoint({ endpoint: `${endpoint}//` })).toBe(endpoint);
  });

  it.each([
    [{}, 'region or endpoint must be given'],
    [{ region: '' }, 'region must be an AWS region, such as us-west-2'],
    [{ region: 'na' }, 'region must be an AWS region, such as us-west-2'],
    [{ region: 'us-west-2.evil.example/x' }, 'region must be an AWS region, such as us-west-2'],
    [{ region: 'US-WEST-2' }, 'region must be an AWS region, such as us-west-2'],
    [{ endpoint: 'https://a.example', useFipsEndpoint: true }, 'useFipsEndpoint cannot be combined with endpoint'],
    [
      { endpoint: 'https://a.example', useDualstackEndpoint: true },
      'useDualstackEndpoint cannot be combined with endpoint',
    ],
    [{ endpoint: '' }, 'endpoint must be an absolute URL without a query'],
    [{ endpoint: 'chat.example.com' }, 'endpoint must be an absolute URL without a query'],
    [{ endpoint: '/participant' }, 'endpoint must be an absolute URL without a query'],
    [{ endpoint: 'https:\\\\evil.example' }, 'endpoint must be an absolute URL without a query'],
    [{ endpoint: ' https://a.example' }, 'endpoint must be an absolute URL without a query'],
    [{ endpoint: 'https://a.example?x=1' }, 'endpoint must be an absolute URL without a query'],
    [{ endpoint: 'https://a.example/#x' }, 'endpoint must be an absolute URL without a query'],
    [{ endpoint: 'wss://a.example' }, 'endpoint must be an absolute URL without a query'],
    [{ endpoint: 'https://me:pass@a.example' }, 'endpoint must not carry credentials'],
    [{ endpoint: 'http://a.example' }, 'endpoint must use https, except on loopback'],
    [{ endpoint: 'http://127.0.0.1.evil.example' }, 'endpoint must use https, except on loopback'],
    [{ endpoint: 'http://localhost.evil.example' }, 'endpoint must use https, except on loopback'],
    [{ endpoint: 'http://10.0.0.1' }, 'endpoint must use https, except on loopback'],
  ])('refuses %j', (config, message) => {
    expect(refusalOf(() => participantEndpoint(config))).toMatchObject({ name: 'InvalidArgumentError', message });
  });
});
