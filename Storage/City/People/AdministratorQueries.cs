using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>Whether somebody administers the city.</summary>
public static class AdministratorQueries
{
    /// <summary>There is an administrator who is not shut out and can sign in: with a password, or by the city's sign-on.</summary>
    /// <param name="except">An account that is not counted.</param>
    public static Task<bool> AdministratorsAsync(this CityDatabase db, CancellationToken cancellationToken, string? except = null) => db.Users.AnyAsync(
        person => person.Id != except && person.Role == PersonRole.Administrator && !person.Disabled &&
            (person.PasswordHash != null || db.UserLogins.Any(login => login.UserId == person.Id)),
        cancellationToken);
}
