using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace CityOps.Dashboard.Access;

/// <summary>The audit trail for administrators on pages. The right to is checked here, not by hiding a page.</summary>
sealed class AuditDesk(AuditTrail trail, AuthenticationStateProvider who, IAuthorizationService authorization)
{
    /// <inheritdoc cref="AuditTrail.FindAsync"/>
    /// <exception cref="UnauthorizedAccessException">No administrator asks.</exception>
    public async Task<IReadOnlyList<AuditEntry>> FindAsync(AuditQuery query, int limit, CancellationToken cancellationToken)
    {
        await CheckAsync();
        return await trail.FindAsync(query, limit, cancellationToken);
    }

    /// <inheritdoc cref="AuditTrail.VerifyAsync"/>
    /// <exception cref="UnauthorizedAccessException">No administrator asks.</exception>
    public async Task<AuditVerdict> VerifyAsync(CancellationToken cancellationToken)
    {
        await CheckAsync();
        return await trail.VerifyAsync(null, cancellationToken);
    }

    async Task CheckAsync()
    {
        var person = (await who.GetAuthenticationStateAsync()).User;
        if (!(await authorization.AuthorizeAsync(person, null, Policies.Administer)).Succeeded)
        {
            throw new UnauthorizedAccessException("The audit trail is for administrators.");
        }
    }
}
