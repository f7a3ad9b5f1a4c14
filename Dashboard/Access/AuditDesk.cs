using CityOps.Storage.City;

namespace CityOps.Dashboard.Access;

/// <summary>The audit trail for administrators on pages. The right to is checked here, not by hiding a page.</summary>
sealed class AuditDesk(AuditTrail trail, Administrators administrators)
{
    /// <inheritdoc cref="AuditTrail.FindAsync"/>
    /// <exception cref="UnauthorizedAccessException">No administrator asks.</exception>
    public async Task<IReadOnlyList<AuditEntry>> FindAsync(AuditQuery query, int limit, CancellationToken cancellationToken)
    {
        await administrators.RequireAsync();
        return await trail.FindAsync(query, limit, cancellationToken);
    }

    /// <inheritdoc cref="AuditTrail.VerifyAsync"/>
    /// <exception cref="UnauthorizedAccessException">No administrator asks.</exception>
    public async Task<AuditVerdict> VerifyAsync(CancellationToken cancellationToken)
    {
        await administrators.RequireAsync();
        return await trail.VerifyAsync(null, cancellationToken);
    }
}
