import { inTransaction } from '../../db/connection.ts';
import {
  foundTexts,
  insertRemarkMasking,
  plotRemarks,
  remarkLine,
  remarkMaskings,
  withdrawRemarkMasking,
} from '../../db/plotRemarks.ts';
import { blindPlot } from '../../db/plots.ts';
import { appendEvent } from '../../db/record.ts';
import { findSubmission } from '../../db/submission.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import type { Handlers } from './context.ts';
import { noSubmission } from './newSubmission.ts';

/** What reviewers get of a plot: the picture without what its file says besides, and the remarks that an organizer shows. */
export const remarkMaskingHandlers: Handlers<
  'submission.plotRemarks' | 'submission.maskRemark' | 'submission.unmaskRemark'
> = {
  'submission.plotRemarks': ({ db }, { id }) => {
    if (findSubmission(db, id) === null) return noSubmission(id);
    const plot = blindPlot(db, id);
    return success({
      plot: plot && { mediaType: plot.mediaType, content: Buffer.from(plot.blind).toString('base64') },
      remarks: plotRemarks(db, id).map((remark) => ({
        ...remark,
        line: remarkLine(remark),
        found: remark.found.map((stretch) => ({ ...stretch })),
      })),
    });
  },

  'submission.maskRemark': ({ db, now, actor }, { id, remark, decision }) => {
    const meant = plotRemarks(db, id).find(({ name, text }) => name === remark.name && text === remark.text);
    if (meant === undefined) return failure('not-found', 'The plot says this no more. Open the list again.');
    const masking = { name: meant.name, text: meant.text, found: foundTexts(meant), decision };
    return inTransaction(db, () => {
      const at = now();
      const number = insertRemarkMasking(db, id, masking, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.remark-masked',
        subject: id,
        sentence: `A remark inside the plot of ${id} is ${decision === 'hide' ? 'hidden from' : 'shown to'} reviewers.`,
        after: { number, ...masking },
      });
      return success({ number });
    });
  },

  'submission.unmaskRemark': ({ db, now, actor }, { id, number }) => {
    const masking = remarkMaskings(db, id).find((one) => one.number === number);
    if (masking === undefined) return failure('not-found', 'This decision was taken back already.');
    inTransaction(db, () => {
      const at = now();
      withdrawRemarkMasking(db, number, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.remark-unmasked',
        subject: id,
        sentence: `A decision about a remark inside the plot of ${id} was taken back.`,
        before: { decision: masking.decision },
        after: { number },
      });
    });
    return success({});
  },
};
