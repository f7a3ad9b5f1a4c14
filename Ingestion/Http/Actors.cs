using CityOps.Storage.City;

namespace CityOps.Ingestion.Http;

/// <summary>Who stands behind a request, for the audit trail.</summary>
public static class Actors
{
    /// <summary>With these a Dashboard says for whom it asks. Believed of the holder of the setup key only: he may do anything anyway.</summary>
    public const string NameHeader = "X-CityOps-Actor";
    public const string AddressHeader = "X-CityOps-Actor-Address";

    /// <exception cref="InvalidOperationException">A mistake of ours: nobody does.</exception>
    public static Actor Of(HttpContext context)
    {
        var name = context.User.Identity?.Name ?? throw new InvalidOperationException("BUG: an act without a person");
        var headers = context.Request.Headers;
        return name == Identities.SetupKey && headers[NameHeader].ToString() is { Length: > 0 } other
            ? new Actor(Uri.UnescapeDataString(other), headers[AddressHeader].ToString() is { Length: > 0 } address ? address : null)
            : new Actor(name, context.Connection.RemoteIpAddress?.ToString());
    }
}
