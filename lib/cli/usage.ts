/** What `--help` prints. */
export const USAGE = `Usage: rx-connect-chat [command] [options]

Commands:
  demo       a customer and an agent play a short conversation on a local emulator
  chat       on a terminal: chat with a small bot on a local emulator, or with the service
  emulator   serve the Participant Service on loopback until stopped

Without a command: chat on a terminal, demo otherwise.

Options:
  --port N        emulator: the port to listen on; any free one by default
  --region R      chat: the AWS region of the service
  --endpoint URL  chat: the service's base URL instead of the region's
  -h, --help      this text

To chat with the service, give the participant's admission in the environment:
  CONTACT_ID, PARTICIPANT_TOKEN and, if known, PARTICIPANT_ID
`;
