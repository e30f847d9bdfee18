import { memoryStore } from '../../../lib/platform/stores/memory-store.js';
import { keeps } from './keeps.js';

describe('memoryStore', () => keeps(memoryStore));
