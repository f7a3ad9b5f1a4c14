using Microsoft.Extensions.Configuration;

namespace CityOps.Ingestion.Configuration;

/// <summary>
/// Settings from files, one each: the file <c>Broker__Password</c> holds <c>Broker:Password</c>, a line end after it is left
/// out. So a container's secrets, or a service manager's credentials, reach us without an environment that anybody may inspect.
/// </summary>
public static class SecretFiles
{
    /// <summary>The environment variable that names another folder than <see cref="Folder"/>.</summary>
    public const string FolderVariable = "CITYOPS_SECRETS";

    /// <summary>Where containers have their secrets. That it does not exist is no mistake.</summary>
    public const string Folder = "/run/secrets";

    /// <summary>They win over every source that was added before.</summary>
    /// <param name="folder">Null = the usual one.</param>
    /// <exception cref="SettingsException">A named folder does not exist, or a file in it may not be read.</exception>
    public static void AddSecretFiles(this IConfigurationManager configuration, string? folder)
    {
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new SettingsException([$"{FolderVariable}: there is no folder {folder}"]);
        }

        try
        {
            configuration.AddKeyPerFile(Path.GetFullPath(folder ?? Folder), optional: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new SettingsException([$"{folder ?? Folder}: {e.Message.TrimEnd('.')}; user '{Environment.UserName}' must be able to read every file there"]);
        }
    }
}
