import { SideDrawer } from '../../../ui/SideDrawer';
import { usePaperView } from './PaperView';

interface PdfDrawerProps { name: string; sha256: string; url: string; onClose: () => void }

/** A paper as it went out, page by page. */
export function PdfDrawer({ onClose, ...paper }: PdfDrawerProps) {
  const { shown, turns } = usePaperView(paper);
  return <SideDrawer open title={paper.name} onClose={onClose} footer={turns}>{shown}</SideDrawer>;
}
