import { useMutation } from '@apollo/client/react';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { ShareFileDocument, type FileSheetFragment } from '../../../../gql/staff/graphql';
import { now } from '../../../../lib/clock';
import { copyText } from '../../../../lib/copy';
import { refusalWords } from '../../../../lib/failures';
import { addDays, dayOf, dayWords, plainDate, startOfDay } from '../../../../lib/format';
import { Act } from '../../../../ui/Act';
import { FormDialog } from '../../../../ui/Effects';
import { Field } from '../../../../ui/Field';
import { useTell } from '../../../../ui/Told';

/** A link by which somebody outside fetches this one file. Its address is shown once and kept nowhere. */
export function ShareDialog({ file, onChanged, onClose }: { file: FileSheetFragment; onChanged: () => void; onClose: () => void }) {
  const [until, setUntil] = useState(addDays(dayOf(now()), 14));
  const [passcode, setPasscode] = useState('');
  const [url, setUrl] = useState<string | null>(null);
  const [refusal, setRefusal] = useState('');
  const [share, { loading }] = useMutation(ShareFileDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const copy = (address: string) => { copyText(address); tell.done('The link is copied'); };
  const make = async () => {
    if (url) { copy(url); onClose(); return; }
    // The whole of the last day belongs to the link.
    const expiresAt = startOfDay(addDays(until, 1)).toISOString();
    const { data, error } = await share({ variables: { input: { fileId: file.id, expiresAt, passcode: passcode.trim() || null } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.createShareLink) { setRefusal(refusalWords(error)); return; }
    setUrl(data.createShareLink.url ?? null);
    onChanged();
  };
  if (url) {
    return (
      <FormDialog open title="The link is made" lead={`It opens «${file.name}» until ${dayWords(plainDate(until), 'UTC')}. It is shown this once: copy it now.`} act="Copy and close" onAct={() => void make()} onClose={onClose}>
        <Field label="Address" readOnly value={url} onFocus={(event) => event.target.select()} />
        <div><Act small icon={IconCopy} onClick={() => copy(url)}>Copy</Act></div>
      </FormDialog>
    );
  }
  return (
    <FormDialog open title={`Share «${file.name}»`} lead="Whoever has the link fetches this one file, without signing in. It can be taken back at any time." act="Make the link" busy={loading} refusal={refusal} onAct={() => void make()} onClose={onClose}>
      <Field label="Opens until" type="date" min={dayOf(now())} max={addDays(dayOf(now()), 364)} value={until} onChange={(event) => setUntil(event.target.value)} />
      <Field label="Passcode" optional autoComplete="off" minLength={4} maxLength={64} value={passcode} help="Tell it to them by another way than the link." onChange={(event) => setPasscode(event.target.value)} />
    </FormDialog>
  );
}
