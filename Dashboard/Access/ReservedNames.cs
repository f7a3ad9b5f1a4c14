using CityOps.Storage.City;
using Microsoft.AspNetCore.Identity;

namespace CityOps.Dashboard.Access;

/// <summary>Nobody is called like somebody else in the audit trail.</summary>
sealed class ReservedNames : IUserValidator<CityUser>
{
    public Task<IdentityResult> ValidateAsync(UserManager<CityUser> manager, CityUser user) => Task.FromResult(
        user.UserName is { } name && PersonNames.IsReserved(name) ? IdentityResult.Failed(new IdentityError { Code = "DuplicateUserName" }) : IdentityResult.Success);
}
