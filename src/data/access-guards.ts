/**
 * What gives only certain people access to a function or class, by the last name of the decorator, base or permission
 * (as of 2026-11): Django
 * (https://docs.djangoproject.com/en/5.2/topics/auth/default/#limiting-access-to-logged-in-users), Django REST
 * framework (https://www.django-rest-framework.org/api-guide/permissions/), Flask-Login, Flask-Security, Starlette's
 * `requires`. Projects also write their own with the same names.
 */
export const GUARDING_DECORATORS =
  /^(?:(?:fresh_)?login|auth|authentication|permissions?|perms?|any_permission|roles?|staff_member|superuser|scopes?|jwt|token)_required$|^user_passes_test$|^requires(?:_auth|_login)?$|^auth_(?:token_)?required$|^roles_accepted$/;

/** Bases of a class. `AccessMixin` alone does not check anything. */
export const GUARDING_BASES =
  /^(?:LoginRequired|PermissionRequired|UserPassesTest|StaffRequired|StaffuserRequired|SuperuserRequired|GroupRequired)\w*$/;

/** In `permission_classes`. `IsAuthenticatedOrReadOnly` lets everybody read. */
export const GUARDING_PERMISSIONS = /^(?:IsAuthenticated|IsAdminUser|DjangoModelPermissions|DjangoObjectPermissions)$/;

/** Guards with these names check more than that somebody is signed in. */
export const STAFF_GUARDS = /^(?:staff_member_required|IsAdminUser|Staff(?:user)?RequiredMixin)$/;
export const SUPERUSER_GUARDS = /^(?:superuser_required|SuperuserRequiredMixin)$/;
