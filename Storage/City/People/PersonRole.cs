namespace CityOps.Storage.City;

/// <summary>What somebody may do; each may all that the ones before it may.</summary>
public enum PersonRole
{
    /// <summary>Looks at the city.</summary>
    Viewer,

    /// <summary>Handles alerts.</summary>
    Operator,

    /// <summary>Changes rules, registry, people and keys.</summary>
    Administrator,
}
