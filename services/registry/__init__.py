"""The register of areas, schools and children: one child, one dossier.

Owns areas, schools, dossiers, judgements, heart levels, imports, protection cases, the policy packs
in force, the quarterly verification and the report's books; departments that adopt schools,
responsibility letters, leading groups, work plans, inspections and the yearly evaluation.
Publishes ChildRegistered, ChildChanged, ChildJudged, ChildAged, ChildGraded, SchoolRegistered,
RosterImported, PackAdopted, VerificationDue, VerificationSigned, PlanStepDue, LettersUnsigned, what
an inspection found (Finding…) and what happens in a case (Case…).
Consumes PairingActivated, PairingEnded and PaymentMade: while a pairing or a scheme goes on, a
child whose left-behind status ended is followed.

One room more than other services have: `roster` reads workbooks as schools keep them, in a child
process, since that is work for the processor and not for the event loop.
"""
