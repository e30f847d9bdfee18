import { createContacts, type Addressed, type Contacts } from '../../lib/chat/contacts.js';

const item = (contactId?: string, initialContactId?: string, at = 1): Addressed => ({
  at,
  ...(contactId !== undefined && { contactId }),
  ...(initialContactId !== undefined && { initialContactId }),
});

describe('createContacts', () => {
  it.each([
    ['its contact', item('a'), true],
    ['its initial contact', item('x', 'a'), true],
    ['its contact, whatever the initial one', item('a', 'x'), true],
    ['others only', item('x', 'y'), false],
    ['another contact', item('x'), false],
    ['no contact', item(), undefined],
  ])('knows an item that names %s', (_, addressed, expected) => {
    expect(createContacts(['a']).owns(addressed)).toBe(expected);
  });

  it('learns from an item of ours what else it names: transfers, and agents of a later contact', () => {
    const contacts = createContacts(['second']);
    contacts.learn(item('second', 'first'));
    contacts.learn(item('third', 'first'));
    expect(contacts.owns(item('third'))).toBe(true);
    expect(contacts.owns(item('fourth'))).toBe(false);
    expect(contacts.all().map(({ id }) => id)).toEqual(['first', 'second', 'third']);
  });

  it('learns nothing from a past contact', () => {
    const contacts = createContacts(['now']);
    contacts.learn({ ...item('before'), past: true });
    expect(contacts.has('before')).toBe(false);
  });

  it('knows the present one by the newest item', () => {
    const contacts = createContacts(['a']);
    expect(contacts.isPresent('a')).toBe(true);
    contacts.learn(item('b', 'a', 5));
    contacts.learn(item('a', 'a', 3));
    expect([contacts.isPresent('a'), contacts.isPresent('b')]).toEqual([false, true]);
  });

  it('takes the first of the chain for followed as soon as another has begun', () => {
    const contacts = createContacts(['a', 'a']);
    expect(contacts.isPresent('b')).toBe(false);
    contacts.learn(item('b', 'a', 5));
    contacts.learn(item('a', 'a', 7));
    expect([contacts.isPresent('a'), contacts.isPresent('b')]).toEqual([false, true]);
  });

  it.each([
    ['by its details', (): Contacts => createContacts(['own', 'a'])],
    [
      'by the transcript',
      (): Contacts => {
        const contacts = createContacts(['own']);
        contacts.addFirst('a');
        return contacts;
      },
    ],
  ])('takes its own for the present one until an item of it is seen, where it is not the first %s', (_, create) => {
    const contacts = create();
    contacts.learn(item('a', 'a', 5));
    contacts.learn(item('between', 'a', 6));
    expect([contacts.isPresent('own'), contacts.isPresent('a'), contacts.isPresent('between')]).toEqual([
      true,
      false,
      false,
    ]);
    contacts.learn(item('own', 'a', 7));
    expect(contacts.isPresent('own')).toBe(true);
    contacts.learn(item('next', 'a', 8));
    expect(contacts.isPresent('next')).toBe(true);
  });

  it('knows by the end of its own that it had begun', () => {
    const contacts = createContacts(['own']);
    contacts.learn({ ...item('own', 'a', 5), notice: { type: 'chatEnded' } });
    contacts.learn(item('next', 'a', 6));
    expect([contacts.isPresent('own'), contacts.isPresent('next')]).toEqual([false, true]);
  });

  it('gives the same list as long as it learns nothing', () => {
    const contacts = createContacts(['a']);
    contacts.learn(item('a', 'a'));
    const before = contacts.all();
    contacts.learn(item('a', 'a'));
    expect(contacts.all()).toBe(before);
    contacts.addFirst('b');
    expect(contacts.all()).toEqual([{ id: 'b' }, { id: 'a', beganAt: 1 }]);
  });

  it('is present by the contact that began last, whatever straggler names an older one', () => {
    const contacts = createContacts(['first']);
    contacts.learn(item('first', 'first', 1));
    contacts.learn(item('second', 'first', 2));
    contacts.learn(item('first', 'first', 3));
    expect([contacts.isPresent('first'), contacts.isPresent('second')]).toEqual([false, true]);
  });

  it('takes of two that began within a millisecond the one that a page shows behind the other', () => {
    const contacts = createContacts(['a']);
    contacts.learn(item('a', 'a', 1));
    // The later one has been pushed before the page is read.
    contacts.learn(item('c', 'a', 9));
    contacts.learn(item('b', 'a', 5));
    contacts.learn(item('c', 'a', 5));
    expect(contacts.isPresent('c')).toBe(true);
    expect(createContacts(['a'], contacts.all()).isPresent('c')).toBe(true);
  });

  it('knows the present one of an earlier session, whatever straggler is seen first', () => {
    const before = createContacts(['first']);
    before.learn(item('second', 'first', 2));
    before.learn(item('first', 'first', 1));
    const contacts = createContacts(['first'], before.all());
    contacts.learn(item('first', 'first', 3));
    expect([contacts.isPresent('first'), contacts.isPresent('second')]).toEqual([false, true]);
    contacts.learn(item('between', 'first', 1));
    expect(contacts.isPresent('second')).toBe(true);
    contacts.learn(item('third', 'first', 4));
    expect(contacts.isPresent('third')).toBe(true);
  });

  it('remembers a hundred, and the first one always', () => {
    const contacts = createContacts(['a']);
    for (let index = 0; index < 500; index += 1) contacts.addFirst(`other ${index}`);
    expect(contacts.all()).toHaveLength(100);
    expect([contacts.has('a'), contacts.has('other 0'), contacts.has('other 499')]).toEqual([true, false, true]);
  });
});
