import { Outlet } from '@tanstack/react-router';
import { StaffShell } from '../../features/staff/shell/StaffShell';

/** Every signed-in page stands in the shell. */
export function StaffLayout() {
  return <StaffShell><Outlet /></StaffShell>;
}
