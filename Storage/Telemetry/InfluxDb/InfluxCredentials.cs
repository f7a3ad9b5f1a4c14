namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>By what each generation of InfluxDB knows us. No word here holds a secret.</summary>
public static class InfluxCredentials
{
    /// <summary>What does not fit together, each with the setting to change; empty when all does.</summary>
    /// <param name="version">1, 2 or 3; null = not known before the server is asked.</param>
    public static IReadOnlyList<(string Key, string Why)> Mistakes(int? version, string? org, string? token, string? username, string? password)
    {
        var found = new List<(string Key, string Why)>();
        void Check(bool wrong, string setting, string why)
        {
            if (wrong)
            {
                found.Add(($"Store:InfluxDb:{setting}", why));
            }
        }

        Check(version == 2 && org is null, "Org", "InfluxDB 2 wants the name of an organization");
        Check(version is 1 or 3 && org is not null, "Org", "only InfluxDB 2 has organizations");
        Check(version == 1 && token is not null, "Token", "belongs to InfluxDB 2 and 3; 1.x takes Username and Password");
        Check(version == 2 && token is null, "Token", "InfluxDB 2 lets nobody in without one");
        Check(version is null && token is not null && username is not null, "Token", "either a token, for InfluxDB 2 and 3, or Username and Password, for 1.x");
        Check(token is not null && token.AsSpan().ContainsAnyExceptInRange('!', '~'), "Token", "has characters that no token has");
        Check(version is 2 or 3 && username is not null, "Username", "belongs to InfluxDB 1.x; 2 and 3 take a Token");
        Check(version is 2 or 3 && password is not null, "Password", "belongs to InfluxDB 1.x; 2 and 3 take a Token");
        Check(version is null or 1 && password is not null && username is null, "Password", "a password needs Store:InfluxDb:Username");
        return found;
    }
}
