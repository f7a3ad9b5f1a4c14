namespace CityOps.Ingestion.Configuration;

/// <summary>The city's own sign-on, by OpenID Connect. What a person may do comes from a claim.</summary>
/// <param name="Authority">Of the provider, where <c>/.well-known/openid-configuration</c> is.</param>
/// <param name="ClientSecret">Null = a public client; PKCE is used in any case.</param>
/// <param name="Name">As it stands on the button.</param>
/// <param name="RoleClaim">Its values name roles or groups.</param>
/// <param name="Viewers">The value of the claim that makes a viewer; likewise the others. The highest counts.</param>
public sealed record SignOnSettings(
    Uri Authority, string ClientId, string? ClientSecret, string Name, string RoleClaim, string Viewers, string Operators, string Administrators)
{
    /// <summary>Null where there is none: <c>SignOn:Authority</c> is not set.</summary>
    internal static SignOnSettings? Read(SettingsReader reader, CityRole role)
    {
        if (role == CityRole.Ingestion)
        {
            // Environments are shared between the two programs.
            reader.LeaveToOthers(
                "SignOn:Authority", "SignOn:ClientId", "SignOn:ClientSecret", "SignOn:Name", "SignOn:RoleClaim", "SignOn:Viewers", "SignOn:Operators", "SignOn:Administrators");
            return null;
        }

        var settings = new SignOnSettings(
            reader.Address("SignOn:Authority", "https://localhost"), reader.Text("SignOn:ClientId", ""), reader.Text("SignOn:ClientSecret"),
            reader.Text("SignOn:Name", "OpenID Connect"), reader.Text("SignOn:RoleClaim", "roles"), reader.Text("SignOn:Viewers", "viewer"),
            reader.Text("SignOn:Operators", "operator"), reader.Text("SignOn:Administrators", "administrator"));
        if (reader.Text("SignOn:Authority") is null)
        {
            return null;
        }

        if (settings.ClientId.Length == 0)
        {
            reader.Mistake("SignOn:ClientId", "is needed with SignOn:Authority: the name under which the provider knows this city");
        }

        if (settings.Authority is { Scheme: not "https", IsLoopback: false })
        {
            reader.Mistake("SignOn:Authority", "must be https, except on this machine");
        }

        return settings;
    }
}
