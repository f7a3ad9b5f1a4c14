using CityOps.Storage.City;

namespace CityOps.Ingestion.Http;

/// <summary>Who may do what. Checked by endpoints and again by the services behind pages.</summary>
public static class Policies
{
    /// <summary>Look at the city. Open in Development, for people with an identity in Production.</summary>
    public const string View = "view";

    /// <summary>Handle alerts: operators and administrators.</summary>
    public const string Operate = "operate";

    /// <summary>Change registry and rules: administrators.</summary>
    public const string Administer = "administer";
}

public static class Roles
{
    public const string Viewer = "viewer";
    public const string Operator = "operator";
    public const string Administrator = "administrator";

    public static string Of(PersonRole role) => role switch
    {
        PersonRole.Viewer => Viewer,
        PersonRole.Operator => Operator,
        _ => Administrator,
    };
}
