from services.notifications.domain.addresses import of_viewer
from shared.access.roles import Role
from shared.viewer import Viewer


def addresses(*roles: Role, **more: object) -> set[str]:
    return set(of_viewer(Viewer(account_id="a1", roles=frozenset(roles), **more)))  # type: ignore[arg-type]


def test_an_officer_reads_the_post_at_exactly_the_own_area() -> None:
    own = {"person:a1", "account:a1"}
    found = addresses(Role.TOWNSHIP_OFFICER, area="520330103")
    assert found == own | {"role:township_officer@520330103"}


def test_a_post_without_a_place_is_no_address() -> None:
    assert addresses(Role.TOWNSHIP_OFFICER) == {"person:a1", "account:a1"}


def test_a_principal_reads_the_post_of_the_own_school() -> None:
    assert "school:principal@s1" in addresses(Role.PRINCIPAL, school_id="s1")


def test_parents_read_what_the_family_is_told() -> None:
    assert {"family:c1", "family:c2"} <= addresses(Role.PARENT, child_ids=("c1", "c2"))


def test_a_helper_does_not_read_what_the_family_is_told() -> None:
    found = addresses(Role.HELPER, person_id="h1", child_ids=("c1",))
    assert found == {"person:h1", "person:a1", "account:a1"}
