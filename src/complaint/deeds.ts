import type { DeedTable } from '../access/deeds.ts'
import type { Complaint } from './complaint.ts'

/** Where a complaint stands. */
export const COMPLAINT_STATES = ['open', 'answered'] as const
export type ComplaintState = (typeof COMPLAINT_STATES)[number]
/** `looks-after` was asked to; `lead` is an exploitation lead whose work it is not about. */
export const COMPLAINT_PARTS = ['handler', 'lead'] as const
export type ComplaintPart = (typeof COMPLAINT_PARTS)[number]

/** Who may do what with a complaint. @protocol Appendix One, Stage Two; decision 0060 */
export const COMPLAINT_DEEDS: DeedTable<'answer', ComplaintState, ComplaintPart> = {
  answer: { open: ['handler', 'lead'] },
}

/** Where a complaint stands. */
export function stateOfComplaint({ answeredAs }: Pick<Complaint, 'answeredAs'>): ComplaintState {
  return answeredAs === null ? 'open' : 'answered'
}
