// The front door of the workbooks' room. The doors themselves are staff.tsx and, for the command line, staff-ledger-file.ts.
export { type Ledger, openLedger } from './actions-export.ts';
export { importWorkbook, type WorkbookResult } from './actions-import.ts';
export { ledgerColumns } from './rules-ledger.ts';
