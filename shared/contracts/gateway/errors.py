"""Refusals of the gateway itself: signing in, accounts, and services that are away."""

from shared.errors import Conflict, DomainError, Forbidden, Invalid, NotFound


class NotSignedIn(Forbidden):
    """No session, or one that has ended. HTTP 401."""


class WrongCredentials(Forbidden):
    """Name or password is wrong; which of the two is not said. HTTP 401."""


class SignInLocked(Forbidden):
    """Too many failures; the argument is whole minutes to wait. HTTP 429."""


class TooManyReports(Forbidden):
    """From one place within a short time; the argument is whole minutes to wait. HTTP 429."""


class TooManyLetters(Forbidden):
    """To letterboxes, from one place; the argument is whole minutes to wait. HTTP 429."""


class DemoAccountRefused(Forbidden):
    """A demo account outside the demo."""


class AccountClosed(Forbidden): ...


class AccountNotFound(NotFound): ...


class UsernameTaken(Conflict): ...


class UsernameNotAllowed(Invalid): ...


class RolesIncompatible(Invalid):
    """System, security and audit administrators are three people (LAW, security)."""


class PlaceMissing(Invalid):
    """A role without its place, school, person or children; the argument is the role."""


class RoleNotOpen(Invalid):
    """A role that no account can hold; the argument is the role."""


class OwnAccount(Conflict):
    """Nobody closes or resets the account they are signed in with."""


class NotToBeRecovered(Conflict):
    """Only a system or security administrator's open account is recovered on the machine."""


class LastAdministrator(Conflict):
    """The only one left who holds the post of a system or of a security administrator."""


class NothingToRelease(Conflict):
    """The account was released already, or nobody asked for it."""


class PasswordTooShort(Invalid):
    """The argument is the least number of characters."""


class PasswordTooLong(Invalid):
    """The argument is the greatest number of characters."""


class PasswordTooSimple(Invalid):
    """Fewer kinds of characters than asked; the argument is how many kinds are needed."""


class PasswordTooCommon(Invalid): ...


class PasswordHoldsName(Invalid): ...


class PasswordUnchanged(Invalid): ...


class LinkNotValid(NotFound):
    """A one-time link that was never given, was used, or has expired."""


class AdministratorExists(Conflict):
    """The first administrator has signed in already."""


class TokenNotFound(NotFound): ...


class KeyNotValid(Invalid):
    """An Idempotency-Key that is empty, too long, or not printable."""


class FileMissing(Invalid):
    """An upload without the multipart field `file`."""


class FormExpired(Invalid):
    """A form without its token, or with one of an earlier session."""


class ServiceAway(DomainError):
    """Nobody answers for a service; the argument is its name. HTTP 503."""


class ServiceTooSlow(DomainError):
    """No answer in time; the argument is the service's name. HTTP 504."""


class TooManyTries(Forbidden):
    """Too many of a public form from one address. Args: minutes to wait."""
